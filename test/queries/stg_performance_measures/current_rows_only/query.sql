select reporting_month, measure_code, achieved_percent from stg_performance_measures where reporting_month between '2019-04-01' and '2019-06-01' order by all
