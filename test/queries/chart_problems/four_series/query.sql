select row_position, quarter, series, problems from chart_problems where annex_month = '2021-04-01' order by 1
