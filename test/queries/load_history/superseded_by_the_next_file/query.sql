select load_id, file_id, period, is_current, superseded_by, quarantined_rows from load_history order by 1
