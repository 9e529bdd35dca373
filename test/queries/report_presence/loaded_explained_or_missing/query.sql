select report_number, is_loaded, is_explained, reason from report_presence
where annex_month = date '2021-01-01' order by report_number
