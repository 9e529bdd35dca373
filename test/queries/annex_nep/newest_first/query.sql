select row_position, reporting_quarter, kind, completed, premises from annex_nep where annex_month = '2019-10-01' order by 1
