-- Network Enhancement Plans by kind: the annex's quarter and the seven before it, newest first. None once
-- the SEC no longer asks for them.
-- grain: one row per annex month, quarter and kind
-- key: annex_month, reporting_quarter, kind
-- units: plans and premises; percentages in points
-- source: SEC F7.21
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'network_enhancement_plans' and is_required
),

measured as (
    select * from nep_summary
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measured.reporting_quarter desc, measured.kind
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_quarter between periods.period - interval 21 month and periods.period
)

select * from final
