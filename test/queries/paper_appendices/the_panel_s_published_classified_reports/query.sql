select report_number, letter, title, classification
from paper_appendices
where annex_month = date '2019-07-01'
order by report_number
