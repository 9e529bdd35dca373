-- The end of a sentence about an unpublished report, from the register's reason, which may say so itself: "Not
-- published due to technical issues" and "due to technical issues" are both "not published due to technical issues.",
-- "Withdrawn" is "not published: Withdrawn.".
create or replace macro not_published_text(reason) as
    'not published' || regexp_replace(
        ': ' || regexp_replace(rtrim(reason, '. '), '^ *not published[ ,:;-]*', '', 'i'),
        '^: (due to|because|as|owing to) ',
        ' \1 ',
        'i'
    ) || '.';
