select report_number, due_date, delivery, working_days_late from report_timeliness where is_registered order by 1
