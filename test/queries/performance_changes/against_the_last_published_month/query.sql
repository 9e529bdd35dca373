select measure_code, reporting_month, change, previous_status, previous_achieved_percent, previous_month from performance_changes order by 1, 2
