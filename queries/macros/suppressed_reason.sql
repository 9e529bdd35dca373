-- Why a figure is suppressed, as tables say it under [c].
create or replace macro suppressed_reason(contributor_kind, minimum) as
    'suppressed: fewer than ' || (minimum)::varchar || ' ' || (contributor_kind)
    || ', or such a group could be told from it and its total';
