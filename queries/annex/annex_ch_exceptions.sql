-- Communications Hub exceptions of the annex's period by Region and reason, the most frequent reason of each Region
-- first.
-- grain: one row per annex month, Region and reason
-- key: annex_month, region, exception_reason
-- units: exceptions; percentages in points
-- source: SEC H13
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'ch_exceptions'
),

measured as (
    select * from ch_exception_counts
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by region_order(measured.region), measured.exceptions desc, measured.exception_reason
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_month = periods.period
)

select * from final
