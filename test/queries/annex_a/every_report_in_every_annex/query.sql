select annex_month, count(*) as reports, count(observations) as observed, count(distinct report_number) as numbers from annex_a group by all order by all
