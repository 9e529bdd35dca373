select position, observation from observations_performance_measures where reporting_month = '2019-06-01' order by 1
