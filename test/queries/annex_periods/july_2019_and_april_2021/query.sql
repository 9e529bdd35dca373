select annex_month, report_number, period, period_label, is_required from annex_periods where report_number in (1, 3, 4, 5, 7, 10, 12) order by 1, 2
