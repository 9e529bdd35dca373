select * from (
select 1 as example, quarter_label(date '2019-04-01') as answer union all
select 2 as example, quarter_label(date '2020-10-01') as answer
) order by example
