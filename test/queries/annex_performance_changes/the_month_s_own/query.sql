select row_position, measure_code, change from annex_performance_changes where annex_month = '2019-07-01' order by 1
