-- The text with its first letter in upper case.
create or replace macro sentence_start(text) as upper((text)[1]) || (text)[2:];
