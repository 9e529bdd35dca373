-- A text to stand in a drafted commentary as itself: its braces and quotes open nothing, and it keeps to its line.
create or replace macro inert_text(text) as
    trim(regexp_replace(translate(text, '{}"', '()'''), '\s+', ' ', 'g'));
