select * from (
select 1 as example, count_text(4077703) as answer union all
select 2 as example, count_text(0) as answer union all
select 3 as example, count_text(999) as answer
) order by example
