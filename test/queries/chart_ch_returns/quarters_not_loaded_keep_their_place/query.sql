select row_position, quarter, region, records_closed from chart_ch_returns where annex_month = '2021-04-01' order by 1
