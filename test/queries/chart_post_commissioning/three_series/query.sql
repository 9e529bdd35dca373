select row_position, reporting_month, series, devices from chart_post_commissioning where annex_month = '2019-07-01' and reporting_month >= '2019-05-01' order by 1
