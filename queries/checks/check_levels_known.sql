-- Every published measure has a Target Service Level, in the report or in data/reference/measures.csv for that month:
-- without one it is neither met nor missed. Add the level with its source to the reference.
-- grain: one row per reporting month, provider, Region and measure without one
-- key: reporting_month, provider, region, measure_code
-- units: percentages in points
-- source: SEC H13.1
-- classification: white
-- severity: error
with levels as (
    select * from performance_levels
),

final as (
    select
        reporting_month,
        provider,
        region,
        measure_code,
        achieved_percent
    from levels
    where status is null
)

select * from final
