select report_number, period, is_registered, due_date, delivery, reason from report_timeliness order by 1
