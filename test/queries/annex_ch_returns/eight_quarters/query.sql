select row_position, reporting_quarter, region, attribution, records_closed from annex_ch_returns where annex_month = '2021-04-01' order by 1
