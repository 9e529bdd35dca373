-- Service Requests against forecast: the annex's period and the twelve months before it, newest first.
-- grain: one row per annex month and reporting month
-- key: annex_month, reporting_month
-- units: volumes in Service Requests; percentages in points
-- source: SEC H3.24
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'sr_variance'
),

summaries as (
    select * from sr_variance_summary
),

final as (
    select
        periods.annex_month,
        row_number() over (partition by periods.annex_month order by summaries.reporting_month desc) as row_position,
        summaries.*
    from periods
    inner join summaries
        on summaries.reporting_month between periods.period - interval 12 month and periods.period
)

select * from final
