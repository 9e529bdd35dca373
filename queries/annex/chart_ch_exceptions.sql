-- Communications Hub exceptions a month by Region, in the year up to the annex's period from the first month of it
-- loaded. A month in between that was not published keeps its place, empty.
-- grain: one row per annex month, month and Region
-- key: annex_month, reporting_month, region
-- units: exceptions, null where the month was not published or the figure suppressed
-- source: SEC H13
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'ch_exceptions'
),

counts as (
    select * from ch_exception_growth
),

regions as (
    select
        periods.annex_month,
        periods.period,
        counts.region,
        min(counts.reporting_month) as first_month
    from periods
    inner join counts on counts.reporting_month between periods.period - interval 11 month and periods.period
    group by periods.annex_month, periods.period, counts.region
),

months as (
    select
        annex_month,
        region,
        unnest(generate_series(first_month, period, interval 1 month))::date as reporting_month
    from regions
),

final as (
    select
        months.annex_month,
        row_number() over (
            partition by months.annex_month
            order by
                months.reporting_month,
                region_order(months.region)
        ) as row_position,
        months.region,
        counts.exceptions,
        months.reporting_month
    from months
    left join counts on counts.reporting_month = months.reporting_month and counts.region = months.region
)

select * from final
