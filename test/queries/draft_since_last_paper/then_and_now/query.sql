select report_number, position, kind, text
from draft_since_last_paper
where annex_month = date '2019-07-01'
order by report_number, position
