select row_position, reporting_month, series, incidents from chart_rdp_incidents where annex_month = '2021-04-01' order by 1
