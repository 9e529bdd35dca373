select position, text
from report_paragraphs
where annex_month = date '2021-04-01' and report_number = 5
order by position
