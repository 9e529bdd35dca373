-- What Annex A says of the Performance Measurement Report of a month: the Code Performance Measures (CPM) together,
-- each CPM below a level, each other measure below a level by Region, what came back above its Minimum or Target, and
-- what had nothing to measure, what the report left out. A measure below its Minimum in every Region it is below Target in is said to be below
-- Minimum only. "In a row" is said of several Regions when they share the streak; "at least" when an unpublished month
-- stands before it.
-- grain: one row per reporting month and sentence
-- key: reporting_month, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 3.1, Annex A row 1), S4 (OPSG_49_2405 item 4)
-- classification: white
with catalogue as (
    select * from reference.reports where report_key = 'performance_measures'
),

code_summaries as (
    select * from code_performance_summary where measures_published > 0
),

levels as (
    select * from performance_levels
),

published_months as (
    select distinct reporting_month from levels where status is distinct from 'not_published'
),

streaks as (
    select
        breach_streaks.*,
        levels.achieved_percent,
        levels.shown_decimals,
        levels.status,
        breach_streaks.measure_code || coalesce(' (' || levels.measure_name || ')', '') as measure_title,
        case level when 'minimum' then 'Minimum' else 'Target' end as level_name,
        case breach_streaks.frequency when 'quarterly' then 'quarter' else 'month' end as period_name,
        lag(breach_streaks.is_breach) over series as was_breach,
        lag(breach_streaks.current_streak_months) over series as previous_streak_months,
        lag(breach_streaks.is_bounded_by_gap) over series as was_bounded_by_gap
    from breach_streaks
    inner join levels
        on levels.reporting_month = breach_streaks.reporting_month
        and levels.measure_code = breach_streaks.measure_code
        and levels.provider = breach_streaks.provider
        and levels.region = breach_streaks.region
    where not breach_streaks.has_nothing_to_measure
    window series as (
        partition by breach_streaks.provider, breach_streaks.region, breach_streaks.measure_code, breach_streaks.level
        order by breach_streaks.reporting_month
    )
),

all_codes as (
    select
        reporting_month,
        1 as part,
        '' as measure_order,
        'All Code Performance Measures were at or above Target Service Level' || case
            when months_not_all_met > 1 then
                ' for the first time in ' || number_word(months_not_all_met) || ' months.'
            when months_not_all_met = 1 then ', after one month in which they were not.'
            when months_all_met > 1 then ' for the ' || ordinal_word(months_all_met) || ' month in a row.'
            else '.'
        end as observation
    from code_summaries
    where is_all_met
),

codes_below as (
    select
        reporting_month,
        2 as part,
        measure_order(measure_code) as measure_order,
        measure_title || ' was below '
        || case status when 'below_minimum' then 'Minimum' else 'Target' end
        || ' Service Level at ' || percent_text(achieved_percent, shown_decimals) || '.' || case
            when current_streak_months > 1 then
                ' ' || measure_code || ' has been below Target Service Level for '
                || case when is_bounded_by_gap then 'at least ' else '' end
                || 'the last ' || count_of(current_streak_months, period_name) || ', with this being the '
                || ordinal_text(breaches_to_date) || ' instance it has been below in '
                || count_of(months_to_date, period_name) || '.'
            when breaches_to_date > 1 then
                ' This is the ' || ordinal_text(breaches_to_date)
                || ' instance it has been below Target Service Level in ' || count_of(months_to_date, period_name) || '.'
            else ''
        end as observation
    from streaks
    where measure_code like 'CPM%' and level = 'target' and is_breach
),

regional as (
    -- Below Minimum is said of the Regions it holds for; below Target of all of them, unless the two are the same.
    select *
    from streaks
    where measure_code not like 'CPM%' and is_breach
    window measure_month as (partition by reporting_month, measure_code, provider)
    qualify
        level = 'minimum'
        or count(*) filter (where level = 'target') over measure_month
        > count(*) filter (where level = 'minimum') over measure_month
),

grouped as (
    select
        reporting_month,
        measure_code,
        measure_title,
        provider,
        level_name,
        period_name,
        list(region order by region_order(region)) as regions,
        min(current_streak_months) as streak_months,
        min(current_streak_months) = max(current_streak_months) as is_one_streak,
        bool_or(is_bounded_by_gap) as is_bounded_by_gap,
        min(achieved_percent) as achieved_percent,
        max(shown_decimals) as shown_decimals
    from regional
    group by reporting_month, measure_code, measure_title, provider, level_name, period_name
),

regions_below as (
    select
        reporting_month,
        3 as part,
        measure_order(measure_code) || provider || case level_name when 'Target' then '1' else '2' end as measure_order,
        measure_title
        || case when len(regions) = 1 then for_series(measure_code, provider, regions[1]) else '' end
        || ' was below ' || level_name || ' Service Level'
        || case when len(regions) > 1 then in_regions(measure_code, provider, regions) else '' end
        || case
            when not is_one_streak or streak_months < 2 then ''
            when is_bounded_by_gap then ' for at least ' || count_of(streak_months, period_name) || ' in a row'
            else ' for the ' || ordinal_word(streak_months) || ' ' || period_name || ' in a row'
        end
        || case
            when len(regions) = 1 then ' at ' || percent_text(achieved_percent, shown_decimals)
            else ''
        end
        || '.' as observation
    from grouped
),

back_above_minimum as (
    select
        reporting_month,
        measure_code,
        provider,
        previous_streak_months,
        was_bounded_by_gap,
        period_name,
        list(region order by region_order(region)) as regions
    from streaks
    where level = 'minimum' and not is_breach and was_breach
    group by reporting_month, measure_code, provider, previous_streak_months, was_bounded_by_gap, period_name
),

improved as (
    select
        reporting_month,
        3 as part,
        measure_order(measure_code) || provider || '3' as measure_order,
        'Prior to ' || strftime(reporting_month, '%B') || ' ' || measure_code
        || ' had been below Minimum Service Level for ' || case when was_bounded_by_gap then 'at least ' else '' end
        || count_of(previous_streak_months, period_name)
        || in_regions(measure_code, provider, regions) || '.' as observation
    from back_above_minimum
),

back_at_target as (
    -- All Code Performance Measures together have their own sentence.
    select
        streaks.reporting_month,
        streaks.measure_code,
        streaks.measure_title,
        streaks.provider,
        streaks.previous_streak_months,
        streaks.was_bounded_by_gap,
        streaks.period_name,
        list(streaks.region order by region_order(streaks.region)) as regions
    from streaks
    left join code_summaries on code_summaries.reporting_month = streaks.reporting_month
    where
        streaks.level = 'target'
        and not streaks.is_breach
        and streaks.was_breach
        and not (streaks.measure_code like 'CPM%' and coalesce(code_summaries.is_all_met, false))
    group by
        streaks.reporting_month,
        streaks.measure_code,
        streaks.measure_title,
        streaks.provider,
        streaks.previous_streak_months,
        streaks.was_bounded_by_gap,
        streaks.period_name
),

recovered as (
    select
        reporting_month,
        3 as part,
        measure_order(measure_code) || provider || '4' as measure_order,
        measure_title || ' was at or above Target Service Level again'
        || in_regions(measure_code, provider, regions)
        || ', after ' || case when was_bounded_by_gap then 'at least ' else '' end
        || count_of(previous_streak_months, period_name) || ' below it.' as observation
    from back_at_target
),

left_out as (
    select
        levels.reporting_month,
        4 as part,
        measure_order(levels.measure_code) || levels.provider as measure_order,
        'No figure was published for ' || levels.measure_code
        || in_regions(
            levels.measure_code, levels.provider, list(levels.region order by region_order(levels.region), levels.region)
        ) || '.' as observation
    from levels
    inner join published_months on published_months.reporting_month = levels.reporting_month
    where levels.status = 'not_published'
    group by levels.reporting_month, levels.measure_code, levels.provider
),

idle as (
    select
        reporting_month,
        4 as part,
        measure_order(measure_code) || provider as measure_order,
        measure_code || ' had nothing to measure'
        || in_regions(measure_code, provider, list(region order by region_order(region), region)) || '.' as observation
    from levels
    where status = 'nothing_to_measure'
    group by reporting_month, measure_code, provider
),

sentences as (
    select * from all_codes
    union all
    select * from codes_below
    union all
    select * from regions_below
    union all
    select * from improved
    union all
    select * from recovered
    union all
    select * from left_out
    union all
    select * from idle
),

final as (
    select
        catalogue.report_number,
        sentences.reporting_month,
        9 + row_number() over (
            partition by sentences.reporting_month
            order by sentences.part, sentences.measure_order, sentences.observation
        ) as position,
        sentences.observation
    from sentences
    cross join catalogue
)

select * from final
