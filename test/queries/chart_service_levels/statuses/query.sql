select row_position, measure, reporting_month, status from chart_service_levels where annex_month = '2019-07-01' order by 1
