select device_id, region, exception_reason from stg_ch_exceptions order by 1, 3
