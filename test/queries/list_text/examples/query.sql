select * from (
select 1 as example, list_text(['North']) as answer union all
select 2 as example, list_text(['North', 'South']) as answer union all
select 3 as example, list_text(['North', 'Central', 'South']) as answer
) order by example
