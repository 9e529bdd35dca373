select section_id, position, kind, text
from documents_paragraphs_reports
where annex_month = date '2019-07-01' and section_id = 'report_1'
order by position
