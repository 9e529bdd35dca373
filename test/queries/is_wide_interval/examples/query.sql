select * from (
select 1 as example, is_wide_interval(599, 603, 3) as answer union all
select 2 as example, is_wide_interval(80, 100, 3) as answer union all
select 3 as example, is_wide_interval(81, 100, 3) as answer union all
select 4 as example, is_wide_interval(1, 2, 3) as answer union all
select 5 as example, is_wide_interval(1, 3, 3) as answer
) order by example
