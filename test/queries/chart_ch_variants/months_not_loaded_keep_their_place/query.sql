select row_position, reporting_month, region, incorrect_percent from chart_ch_variants where annex_month = '2019-09-01' order by 1
