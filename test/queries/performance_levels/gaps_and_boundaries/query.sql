select measure_code, reporting_month, status, not_published_reason, achieved_percent, target_percent, minimum_percent from performance_levels order by all
