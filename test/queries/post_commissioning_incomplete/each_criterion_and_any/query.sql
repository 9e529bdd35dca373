select * from post_commissioning_incomplete where reporting_month in ('2019-07-01', '2019-09-01') order by 1, 2
