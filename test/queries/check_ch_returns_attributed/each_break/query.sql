select device_id, source_row from check_ch_returns_attributed order by 1
