select row_position, report_number, period_label, delivery, working_days_late, due_date, published_date, stored_at from annex_report_timeliness where annex_month = '2019-07-01' order by row_position
