select annex_month, position, note from annex_notes where annex_month in ('2019-05-01', '2019-06-01', '2019-07-01') order by all
