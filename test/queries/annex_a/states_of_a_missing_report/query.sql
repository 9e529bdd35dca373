select report_number, observations from annex_a where annex_month = '2021-04-01' and report_number in (1, 3, 5, 8, 10) order by 1
