select * from (
select 1 as example, shown_decimals(98.96, 99, 96, 1) as answer union all
select 2 as example, shown_decimals(98.94, 99, 96, 1) as answer union all
select 3 as example, shown_decimals(98.996, 99, 96, 2) as answer union all
select 4 as example, shown_decimals(99, 99, 96, 2) as answer union all
select 5 as example, shown_decimals(109.6, 90, 110, 0) as answer union all
select 6 as example, shown_decimals(90.4, 90, 110, 0) as answer union all
select 7 as example, shown_decimals(112.753, 90, 110, 0) as answer union all
select 8 as example, shown_decimals(109.995, null, 110, 2) as answer union all
select 9 as example, shown_decimals(null, 99.125, 96, 2) as answer union all
select 10 as example, shown_decimals(90, null, null, 1) as answer union all
select 11 as example, shown_decimals(99.00000000000001, 99, 96, 2) as answer
) order by example
