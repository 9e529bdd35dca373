select reporting_month, observation from observations_performance_measures
where reporting_month between '2019-02-01' and '2019-04-01' order by reporting_month, position
