select * from (
select 1 as example, not_published_text('Not published due to technical issues.') as answer union all
select 2 as example, not_published_text('due to INC000000439813') as answer union all
select 3 as example, not_published_text('Withdrawn') as answer union all
select 4 as example, not_published_text('not published: late data') as answer
) order by example
