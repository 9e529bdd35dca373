select count(*) as reports, count(*) filter (where report_number = 3) as plans
from paper_reports
where annex_month = date '2021-04-01'
