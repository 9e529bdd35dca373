select row_position, reporting_month, region, exceptions from chart_ch_exceptions where annex_month = '2019-07-01' order by 1
