select row_position, report_number, period_label, due_date, published_date, stored_at
from annex_b
where annex_month = date '2019-07-01' and report_number in (1, 6, 7, 10)
order by row_position
