select load_id, counts_as, is_current, is_withdrawn, superseded_by from load_history order by 1
