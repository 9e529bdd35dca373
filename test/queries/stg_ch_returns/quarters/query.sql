select source_row, reporting_quarter, device_id, closed_date from stg_ch_returns order by 1
