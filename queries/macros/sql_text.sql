-- A text as an SQL literal: O'Neil is 'O''Neil'.
create or replace macro sql_text(text) as '''' || replace(text, '''', '''''') || '''';
