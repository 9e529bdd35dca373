select row_position, attribution, return_reason, records_closed from annex_ch_returns_by_reason where annex_month = '2021-04-01' order by 1
