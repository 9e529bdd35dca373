select row_position, report_number, period_label, due_date, published_date, delivery, reference, stored_at
from annex_report_index
where annex_month = date '2019-07-01'
order by row_position
