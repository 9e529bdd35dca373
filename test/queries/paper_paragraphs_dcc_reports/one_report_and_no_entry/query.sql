select kind, text
from paper_paragraphs_dcc_reports
where annex_month = date '2021-04-01' and position < 300
order by position
