-- The label key: two labels with one key are one label. Case, runs of blanks, curly or straight quotes, kinds of dashes and a
-- final full stop make no difference.
create or replace macro label_key(text) as rtrim(trim(regexp_replace(regexp_replace(translate(
    lower(nfc_normalize(text)), '‘’‚‛′´`“”„‟″', '''''''''''''''"""""'
), '[\x{2010}-\x{2015}\x{2212}\x{FE58}\x{FE63}\x{FF0D}]', '-', 'g'), '[\s\x{00A0}\x{2000}-\x{200B}\x{202F}\x{3000}\x{FEFF}]+', ' ', 'g')), '. ');
