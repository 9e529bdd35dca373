select section_id, kind, text
from paper_paragraphs_dcc_reports
where annex_month = date '2019-07-01'
order by position
