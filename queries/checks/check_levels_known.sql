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

rows_of_reports as (
    select * from stg_performance_measures
),

final as (
    select
        levels.reporting_month,
        levels.provider,
        levels.region,
        levels.measure_code,
        levels.achieved_percent,
        rows_of_reports.load_id,
        rows_of_reports.source_row
    from levels
    left join rows_of_reports
        on rows_of_reports.reporting_month = levels.reporting_month
        and rows_of_reports.provider = levels.provider
        and rows_of_reports.region = levels.region
        and rows_of_reports.measure_code = levels.measure_code
    where levels.status is null
)

select * from final
