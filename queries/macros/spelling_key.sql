-- What two spellings of one name have in common: letters and digits, without case, white space or punctuation.
create or replace macro spelling_key(text) as regexp_replace(lower(text), '[^a-z0-9]', '', 'g');
