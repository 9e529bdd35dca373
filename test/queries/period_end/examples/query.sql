select * from (
select 1 as example, period_end(date '2019-10-01', 'quarterly') as answer union all
select 2 as example, period_end(date '2020-02-01', 'monthly') as answer
) order by example
