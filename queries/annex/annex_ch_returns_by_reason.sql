-- Communications Hub returns closed in the annex's quarter by attribution, stage and reason.
-- grain: one row per annex month, attribution, stage and reason
-- key: annex_month, attribution, return_stage, return_reason
-- units: returns; percentages in points
-- source: SEC F9.15
-- classification: amber
with periods as (
    select * from annex_periods where report_key = 'ch_returns'
),

measured as (
    select * from ch_returns_by_reason
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measured.attribution, measured.records_closed desc, measured.return_stage, measured.return_reason
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_quarter = periods.period
)

select * from final
