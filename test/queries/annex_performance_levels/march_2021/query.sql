select annex_month, row_position, measure_code, status, achieved_percent, months_below_target, breaches_to_date, months_to_date from annex_performance_levels where annex_month = '2021-04-01'
