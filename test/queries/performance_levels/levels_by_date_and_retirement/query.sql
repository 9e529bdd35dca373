select measure_code, reporting_month, measure_name, status, target_percent, minimum_percent from performance_levels order by all
