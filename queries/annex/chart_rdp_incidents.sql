-- Incidents that need a Registration Data Provider: opened, resolved and open at the month's end, in the year up to the
-- annex's period from the first month of it loaded. A month in between that is not loaded keeps its place, empty.
-- grain: one row per annex month, month and series
-- key: annex_month, reporting_month, series
-- units: Incidents, null where the month is not loaded
-- source: SEC Appendix AG 2.5.10
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'rdp_incidents'
),

summaries as (
    select * from rdp_incident_summary
),

series (series_position, series) as (
    values (1, 'Opened'), (2, 'Resolved'), (3, 'Open at month end')
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
        row_number() over (
            partition by months.annex_month
            order by months.reporting_month, series.series_position
        ) as row_position,
        series.series,
        case series.series
            when 'Opened' then summaries.opened
            when 'Resolved' then summaries.resolved
            else summaries.open_at_month_end
        end as incidents,
        months.reporting_month
    from months
    cross join series
    left join summaries on summaries.reporting_month = months.reporting_month
)

select * from final
