select * from (
select 1 as example, variance_exception(110, 100, 90, 110, false) as answer union all
select 2 as example, variance_exception(109, 100, 90, 110, false) as answer union all
select 3 as example, variance_exception(1099, 1000, null, 110, true) as answer union all
select 4 as example, variance_exception(1100, 1000, null, 110, true) as answer union all
select 5 as example, variance_exception(90, 100, 90, 110, false) as answer union all
select 6 as example, variance_exception(91, 100, 90, 110, false) as answer union all
select 7 as example, variance_exception(901, 1000, 90, 110, false) as answer union all
select 8 as example, variance_exception(0, 100, null, 110, true) as answer union all
select 9 as example, variance_exception(0, 100, 90, 110, false) as answer union all
select 10 as example, variance_exception(1, 0, 90, 110, false) as answer union all
select 11 as example, variance_exception(0, 0, 90, 110, false) as answer union all
select 12 as example, variance_exception(1, null, null, 110, true) as answer union all
select 13 as example, variance_exception(0, null, null, 110, true) as answer union all
select 14 as example, variance_exception(1, null, 90, 110, false) as answer
) order by example
