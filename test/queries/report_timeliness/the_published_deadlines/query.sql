select report_number, period, due_date, delivery, working_days_late from report_timeliness where is_registered order by 1, 2
