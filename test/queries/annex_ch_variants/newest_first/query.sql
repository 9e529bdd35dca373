select row_position, reporting_month, region, incorrect_variants from annex_ch_variants where annex_month = '2019-08-01' order by 1
