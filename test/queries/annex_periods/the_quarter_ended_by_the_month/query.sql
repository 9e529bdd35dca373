select annex_month, period_label from annex_periods where report_number = 7 order by 1
