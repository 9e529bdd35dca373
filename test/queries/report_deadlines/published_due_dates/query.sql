select report_number, period, due_date, published_date from report_deadlines
where (report_number, period) in ((1, date '2019-06-01'), (5, date '2019-07-01'), (5, date '2022-05-01'))
order by report_number, period
