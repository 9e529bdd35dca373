-- Service Requests sent and forecast in the year up to the annex's period, from the first month of it that is loaded: a
-- month in between that is not loaded keeps its place, empty.
-- grain: one row per annex month, month and series
-- key: annex_month, reporting_month, series
-- units: volume in Service Requests, null where the month is not loaded or no User submitted a forecast
-- source: SEC H3.24
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'sr_variance'
),

summaries as (
    select * from sr_variance_summary
),

first_months as (
    select
        periods.annex_month,
        periods.period,
        min(summaries.reporting_month) as first_month
    from periods
    inner join summaries
        on summaries.reporting_month between periods.period - interval 11 month and periods.period
    group by periods.annex_month, periods.period
),

months as (
    select
        annex_month,
        unnest(generate_series(first_month, period, interval 1 month))::date as reporting_month
    from first_months
),

final as (
    select
        months.annex_month,
        row_number() over (partition by months.annex_month order by months.reporting_month, names.series desc)
            as row_position,
        names.series,
        case names.series when 'Sent' then summaries.actual_volume else summaries.forecast_volume end as volume,
        months.reporting_month
    from months
    cross join (values ('Sent'), ('Forecast')) as names (series)
    left join summaries on summaries.reporting_month = months.reporting_month
)

select * from final
