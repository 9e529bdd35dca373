-- Certificate Signing Requests sent and forecast in the published months of the two years up to the annex's period.
-- grain: one row per annex month, month and series
-- key: annex_month, reporting_month, series
-- units: volume in CSRs
-- source: SEC L8.9
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'csr_variance'
),

summaries as (
    select * from csr_variance_summary
),

series as (
    select
        reporting_month,
        'Sent' as series,
        actual_volume as volume
    from summaries
    union all
    select
        reporting_month,
        'Forecast' as series,
        forecast_volume as volume
    from summaries
),

final as (
    select
        periods.annex_month,
        row_number() over (partition by periods.annex_month order by series.reporting_month, series.series desc)
            as row_position,
        series.series,
        series.volume,
        series.reporting_month
    from periods
    inner join series
        on series.reporting_month between periods.period - interval 23 month and periods.period
)

select * from final
