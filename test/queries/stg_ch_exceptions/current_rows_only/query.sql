select reporting_month, region, exception_reason, count(*) as devices from stg_ch_exceptions group by all order by all
