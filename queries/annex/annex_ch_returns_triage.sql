-- Communications Hub returns in triage at the end of the annex's quarter.
-- grain: one row per annex month and Region
-- key: annex_month, region
-- units: returns
-- source: SEC F9.15
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'ch_returns'
),

measured as (
    select * from ch_returns_triage
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by region_order(measured.region), measured.region
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_quarter = periods.period
)

select * from final
