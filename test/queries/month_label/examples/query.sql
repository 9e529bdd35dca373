select * from (
select 1 as example, month_label(date '2019-07-01') as answer
) order by example
