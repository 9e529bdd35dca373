-- For how long, and how often, each measure has been below a level. A month below the Minimum Service Level is a breach
-- of both levels. A month with nothing to measure is passed over: its is_breach and current_streak_months are null, it is
-- in none of the counts, and a streak goes on after it. A quarterly measure's streaks count its quarters.
-- An unpublished month neither meets nor breaches: its is_breach and current_streak_months are null, it
-- is in none of the counts, and it ends the evidence, so that a streak after it starts anew with is_bounded_by_gap true
-- (the streak could be longer). A streak that starts with its series is not bounded by a gap. Deriving CPM1: below from
-- December 2018 to May 2019 (6), met in June 2019, below again from July 2019 to March 2021 (21) is 27 breaches in 28
-- months.
-- grain: one row per reporting month, provider, Region, measure and level (target, minimum)
-- key: reporting_month, provider, region, measure_code, level
-- units: streaks in months (a quarterly measure's in quarters), 0 when the level was met; breaches_to_date and months_to_date in published months of the
--   series up to and including this one; streak_started_month null without a streak, last_met_month null when never met
-- source: SEC H13.4; S0 (SECP_72_1309_22), S4 (OPSG_49_2405 item 4)
-- classification: white
with levels as (
    select * from performance_levels
),

breaches as (
    select
        reporting_month,
        measure_code,
        measure_name,
        provider,
        region,
        frequency,
        status = 'nothing_to_measure' as has_nothing_to_measure,
        'target' as level,
        achieved_percent < target_percent as is_breach
    from levels
    union all
    select
        reporting_month,
        measure_code,
        measure_name,
        provider,
        region,
        frequency,
        status = 'nothing_to_measure' as has_nothing_to_measure,
        'minimum' as level,
        achieved_percent < minimum_percent as is_breach
    from levels
),

runs as (
    -- Every month that is no breach opens a run, unless it has nothing to measure; the breaches that follow it are its streak.
    select
        *,
        count(*) filter (where is_breach is not true and has_nothing_to_measure is not true) over series_to_date as run_number,
        count(*) filter (where is_breach) over series_to_date as breaches_to_date,
        count(is_breach) over series_to_date as months_to_date,
        max(reporting_month) filter (where not is_breach) over series_to_date as last_met_month
    from breaches
    window series_to_date as (
        partition by provider, region, measure_code, level
        order by reporting_month
    )
),

final as (
    select
        reporting_month,
        measure_code,
        measure_name,
        provider,
        region,
        level,
        frequency,
        coalesce(has_nothing_to_measure, false) as has_nothing_to_measure,
        case
            when is_breach then count(*) filter (where is_breach) over run_to_date
            when not is_breach then 0
        end as current_streak_months,
        breaches_to_date,
        months_to_date,
        is_breach,
        is_breach is true and bool_or(is_breach is null and has_nothing_to_measure is not true) over run_to_date as is_bounded_by_gap,
        case when is_breach then min(reporting_month) filter (where is_breach) over run_to_date end
            as streak_started_month,
        last_met_month
    from runs
    window run_to_date as (
        partition by provider, region, measure_code, level, run_number
        order by reporting_month
    )
)

select * from final
