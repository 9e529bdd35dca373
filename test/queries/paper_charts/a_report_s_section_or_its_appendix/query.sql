select report_number, section_id from paper_charts where annex_month = date '2019-07-01' order by report_number
