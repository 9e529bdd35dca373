select reporting_month, count(*) as installations, count(expected_variant) as expected from stg_ch_installations group by all order by 1
