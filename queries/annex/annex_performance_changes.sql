-- The measures whose status changed in the annex's period.
-- grain: one row per annex month, provider, Region and measure
-- key: annex_month, provider, region, measure_code
-- units: percentages in points
-- source: SEC H13.4
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'performance_measures'
),

measured as (
    select * from performance_changes
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measure_order(measured.measure_code), measured.provider, region_order(measured.region)
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_month = periods.period
)

select * from final
