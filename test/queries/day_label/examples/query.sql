select * from (
select 1 as example, day_label(date '2019-08-02') as answer
union all select 2, day_label(timestamp '2019-12-31 23:59:00')
union all select 3, day_label(null)
) order by example
