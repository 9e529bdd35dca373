-- The published percentage is what its counts give, but for rounding to one decimal. The measures use the published
-- percentage; ask the DCC which of the two is right.
-- grain: one row per reporting month, provider, Region and measure where they differ
-- key: reporting_month, provider, region, measure_code
-- units: percentages in points
-- source: SEC H13.1
-- classification: white
-- severity: warning
with measurements as (
    select * from stg_performance_measures where total > 0
),

recomputed as (
    select
        *,
        within_target * 100 / total as counted_percent
    from measurements
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
        counted_percent,
        load_id,
        source_row,
        measure_code || ' (' || provider || ', ' || region || '), ' || month_label(reporting_month) || ': published as '
        || format('{:.2f}', achieved_percent) || '%, where its counts give ' || format('{:.2f}', counted_percent)
        || '%.' as note
    from recomputed
    -- A little over the half unit of rounding, as both are floating point.
    where abs(achieved_percent - counted_percent) > 0.050001
)

select * from final
