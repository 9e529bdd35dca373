-- A claim for the commentary: a measure, or all Code Performance Measures (CPM) together, at or above a level for the
-- first time in so many months. True after two or more months in a row below it; a month that was not published before
-- them makes it "at least". subject is the measure's code or All CPMs.
-- grain: one row per published reporting month, subject, provider, Region and level
-- key: reporting_month, subject, provider, region, level
-- units: value in months below the level directly before this one; words null where there were none
-- source: S0 (SECP_72_1309_22 section 3.1)
-- classification: white
with streaks as (
    select
        *,
        lag(is_breach) over series as was_breach,
        lag(current_streak_months) over series as previous_streak_months,
        lag(is_bounded_by_gap) over series as was_bounded_by_gap
    from breach_streaks
    where not has_nothing_to_measure
    window series as (partition by provider, region, measure_code, level order by reporting_month)
),

all_codes as (
    select * from code_performance_summary where is_all_met is not null
),

firsts as (
    select
        reporting_month,
        measure_code as subject,
        provider,
        region,
        level,
        case frequency when 'quarterly' then 'quarter' else 'month' end as period_name,
        case when not is_breach and was_breach then previous_streak_months else 0 end as value,
        coalesce(was_bounded_by_gap, false) as is_bounded_by_gap
    from streaks
    where is_breach is not null
    union all
    select
        reporting_month,
        'All CPMs' as subject,
        'DCC' as provider,
        'National' as region,
        'target' as level,
        'month' as period_name,
        case when is_all_met then months_not_all_met else 0 end as value,
        is_bounded_by_gap
    from all_codes
),

final as (
    select
        reporting_month,
        subject,
        provider,
        region,
        level,
        value,
        case
            when value > 0 then
                'for the first time in ' || case when is_bounded_by_gap then 'at least ' else '' end
                || number_word(value) || ' ' || period_name || case when value = 1 then '' else 's' end
        end as words,
        value >= 2 as is_true
    from firsts
)

select * from final
