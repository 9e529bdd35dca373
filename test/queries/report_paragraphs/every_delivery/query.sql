select section_report_number, report_number, position, text
from report_paragraphs
where annex_month = date '2019-07-01'
order by report_number, position
