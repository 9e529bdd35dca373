select row_position, reporting_month, opened, open_at_month_end from annex_rdp_incidents where annex_month = '2021-04-01' order by 1
