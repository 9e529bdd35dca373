select row_position, reporting_month, actual_volume, percent_of_forecast from annex_csr_variance where annex_month = '2019-07-01' order by row_position
