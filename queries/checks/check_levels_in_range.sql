-- A Service Level is a percentage, no more events were within target than there were, and a Minimum is not above its
-- Target. Ask for a corrected report.
-- grain: one row per reporting month, provider, Region and measure that breaks it
-- key: reporting_month, provider, region, measure_code
-- units: percentages in points
-- source: SEC H13.1
-- classification: white
-- severity: error
with measurements as (
    select * from stg_performance_measures
),

final as (
    select
        reporting_month,
        provider,
        region,
        measure_code,
        within_target,
        total,
        achieved_percent,
        target_percent,
        minimum_percent,
        load_id,
        source_row
    from measurements
    where
        achieved_percent not between 0 and 100
        or target_percent not between 0 and 100
        or minimum_percent not between 0 and 100
        or minimum_percent > target_percent
        or within_target > total
)

select * from final
