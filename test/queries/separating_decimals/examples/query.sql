select * from (
select 1 as example, separating_decimals(98.996, 99) as answer union all
select 2 as example, separating_decimals(98.995, 99) as answer union all
select 3 as example, separating_decimals(98.9, 99) as answer union all
select 4 as example, separating_decimals(99, 99.5) as answer union all
select 5 as example, separating_decimals(99, 99) as answer union all
select 6 as example, separating_decimals(99, null) as answer union all
select 7 as example, separating_decimals(110.0000001, 110) as answer
) order by example
