select report_number, reporting_month, due_date, published_date from check_calendar_covers_register where published_date is not null order by 1, 2
