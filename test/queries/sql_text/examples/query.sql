select * from (
select 1 as example, sql_text('North') as answer union all
select 2 as example, sql_text('O''Neil') as answer
) order by example
