-- The share of Communications Hubs installed with an incorrect variant, by Region, in the year up to the annex's
-- period from the first month of it loaded. A month in between that is not loaded keeps its place, empty.
-- grain: one row per annex month, month and Region
-- key: annex_month, reporting_month, region
-- units: incorrect_percent in percentage points, null where the month or its Region is not loaded or the figure
--   suppressed
-- source: SEC H13
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'ch_variants'
),

errors as (
    select * from ch_variant_errors
),

regions as (
    select distinct
        periods.annex_month,
        periods.period,
        errors.region,
        min(errors.reporting_month) over (partition by periods.annex_month) as first_month
    from periods
    inner join errors
        on errors.reporting_month between periods.period - interval 11 month and periods.period
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
        errors.incorrect_percent,
        errors.incorrect_variants,
        errors.installations,
        months.reporting_month
    from months
    left join errors on errors.reporting_month = months.reporting_month and errors.region = months.region
)

select * from final
