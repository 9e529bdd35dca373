select report_number, section_report_number, period_label, is_panel_report, delivery, working_days_late, published_date
from paper_reports
where annex_month = date '2019-07-01'
order by report_number
