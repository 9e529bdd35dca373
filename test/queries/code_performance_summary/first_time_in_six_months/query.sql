select * exclude (measures_met, measures_below_minimum) from code_performance_summary
where reporting_month in ('2018-12-01', '2019-05-01', '2019-06-01', '2019-07-01', '2019-08-01') order by reporting_month
