select row_position, quarter, kind, premises from chart_nep where annex_month = '2020-01-01' order by 1
