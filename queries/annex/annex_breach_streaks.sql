-- The measures below a level in the annex's period: since when, how often, and whether an unpublished month hides more.
-- grain: one row per annex month, provider, Region, measure and level
-- key: annex_month, provider, region, measure_code, level
-- units: streaks and counts in published months
-- source: SEC H13.4
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'performance_measures'
),

breaches as (
    select * from breach_streaks where is_breach
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by
                measure_order(breaches.measure_code),
                breaches.provider,
                region_order(breaches.region),
                breaches.level desc
        ) as row_position,
        breaches.reporting_month,
        breaches.measure_code,
        breaches.measure_name,
        breaches.provider,
        breaches.region,
        breaches.level,
        breaches.current_streak_months,
        breaches.breaches_to_date,
        breaches.months_to_date,
        breaches.is_bounded_by_gap,
        breaches.streak_started_month,
        breaches.last_met_month
    from periods
    inner join breaches on breaches.reporting_month = periods.period
)

select * from final
