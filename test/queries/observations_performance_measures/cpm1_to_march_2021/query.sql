select position, observation from observations_performance_measures where reporting_month in ('2019-07-01', '2021-03-01') order by reporting_month, position
