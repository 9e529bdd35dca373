select row_position, region, records_in_triage from annex_ch_returns_triage where annex_month = '2021-07-01' order by 1
