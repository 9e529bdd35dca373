select * from (
select 1 as example, count_of(1, 'month') as answer union all
select 2 as example, count_of(2, 'month') as answer union all
select 3 as example, count_of(0, 'Device') as answer union all
select 4 as example, count_of(1234, 'Working Day') as answer
) order by example
