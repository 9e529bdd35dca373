select report_number, published_date, delivery from report_timeliness where is_registered
