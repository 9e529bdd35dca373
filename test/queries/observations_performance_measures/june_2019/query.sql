select report_number, reporting_month, position, observation from observations_performance_measures where reporting_month >= '2019-05-01' order by reporting_month, position
