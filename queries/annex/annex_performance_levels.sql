-- Every measure's Service Level in the annex's period beside its levels, Code Performance Measures first.
-- grain: one row per annex month, provider, Region and measure
-- key: annex_month, provider, region, measure_code
-- units: percentages in points; streaks in months
-- source: SEC H13.4
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'performance_measures'
),

levels as (
    select * from performance_levels
),

target_streaks as (
    select * from breach_streaks where level = 'target'
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by
                measure_order(levels.measure_code),
                levels.provider,
                region_order(levels.region)
        ) as row_position,
        levels.reporting_month,
        levels.measure_code,
        levels.measure_name,
        levels.provider,
        levels.region,
        case levels.status
            when 'met' then 'At or above Target'
            when 'below_target' then 'Below Target'
            when 'below_minimum' then 'Below Minimum'
            when 'not_published' then 'Not published'
            when 'nothing_to_measure' then 'Nothing to measure'
        end as status,
        levels.not_published_reason,
        levels.achieved_percent,
        levels.target_percent,
        levels.minimum_percent,
        levels.shown_decimals,
        target_streaks.current_streak_months as months_below_target,
        target_streaks.breaches_to_date,
        target_streaks.months_to_date
    from periods
    inner join levels on levels.reporting_month = periods.period
    inner join target_streaks
        on target_streaks.reporting_month = levels.reporting_month
        and target_streaks.measure_code = levels.measure_code
        and target_streaks.provider = levels.provider
        and target_streaks.region = levels.region
)

select * from final
