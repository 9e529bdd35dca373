select document, action_reference, section_report_number, text
from report_actions
where annex_month = date '2019-07-01'
order by document, action_reference
