select row_position, report_name, delivery_per_sec, period, observations from annex_a where annex_month = '2019-07-01' order by row_position
