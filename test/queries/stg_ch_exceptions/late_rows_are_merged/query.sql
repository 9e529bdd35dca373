select device_id, region, reporting_month from stg_ch_exceptions order by 1
