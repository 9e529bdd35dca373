-- A measure has one figure a month, provider and Region, however its code is written. Every measure that reads it counts each
-- of these rows. Ask for a corrected report.
-- grain: one row per row of a measure that stands several times in a month
-- key: load_id, source_row
-- units: percentages in points; times in rows
-- source: SEC H13.1
-- classification: white
-- severity: error
with measurements as (
    select * from stg_performance_measures
),

counted as (
    select
        *,
        count(*) over (partition by reporting_month, provider, region, measure_code) as times
    from measurements
),

final as (
    select
        reporting_month,
        measure_code,
        provider,
        region,
        achieved_percent,
        times,
        load_id,
        source_row
    from counted
    where times > 1
)

select * from final
