select report_number, period, due_date, published_date, delivery, working_days_late, reason from report_timeliness where is_registered order by 1, 2
