-- Communications Hub returns closed by Region and attribution: the annex's quarter and the seven before it, newest
-- first.
-- grain: one row per annex month, quarter, Region and attribution
-- key: annex_month, reporting_quarter, region, attribution
-- units: returns; percentages in points
-- source: SEC F9.15
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'ch_returns'
),

measured as (
    select * from ch_returns_summary
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measured.reporting_quarter desc, region_order(measured.region), measured.attribution desc
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_quarter between periods.period - interval 21 month and periods.period
)

select * from final
