select * from (
select 1 as example, period_label(date '2019-04-01', 'quarterly') as answer union all
select 2 as example, period_label(date '2019-04-01', 'monthly') as answer union all
select 3 as example, period_label(date '2019-04-01', 'every meeting') as answer
) order by example
