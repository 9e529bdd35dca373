select loaded_reports, explained_reports, is_complete, missing_reports from month_completeness
where annex_month = date '2021-01-01'
