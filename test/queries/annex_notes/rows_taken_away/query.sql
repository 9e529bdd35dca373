select note from annex_notes where annex_month = date '2024-06-01'
