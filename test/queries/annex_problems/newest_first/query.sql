select row_position, reporting_quarter, open_problems, previous_open_problems from annex_problems where annex_month = '2021-04-01' order by 1
