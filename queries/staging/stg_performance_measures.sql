-- Service Levels achieved, from the current loads. A blank achieved_percent is a measure the report lists without a
-- figure.
-- grain: one row per reporting month, provider, Region and measure
-- key: reporting_month, provider, region, measure_code
-- units: percentages in points; within_target and total in the measure's own events
-- source: SEC H13.1, H13.4 and L8.6
-- classification: white
with current_rows as (
    select extract_rows.*
    from extracts.performance_measures as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

final as (
    select
        load_id,
        source_row,
        period as reporting_month,
        measure as measure_code,
        measure_name,
        provider,
        region,
        within_target,
        total,
        achieved_percent,
        target_percent,
        minimum_percent
    from current_rows
)

select * from final
