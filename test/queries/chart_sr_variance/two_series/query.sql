select row_position, reporting_month, series, volume from chart_sr_variance where annex_month = '2019-07-01' order by 1
