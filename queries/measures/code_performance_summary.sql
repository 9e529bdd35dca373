-- Whether all Code Performance Measures (CPM) were at or above Target, and for the first time since when. is_all_met is
-- true when every CPM whose series has begun was published and met its Target, false when any was below, null when none
-- was below but one was not published or has no known Target. A CPM that had nothing to measure that month is left out. months_not_all_met counts the months directly before this
-- one in which some CPM was below; an unpublished month ends it, and is_bounded_by_gap says so.
-- grain: one row per reporting month
-- key: reporting_month
-- units: measures; months_not_all_met and months_all_met (this month included, 0 unless is_all_met) in months
-- source: SEC H13.1; S0 (SECP_72_1309_22 section 3.1)
-- classification: white
with cpms as (
    select * from performance_levels where measure_code like 'CPM%'
),

months as (
    select
        reporting_month,
        count(*) filter (where status not in ('not_published', 'nothing_to_measure')) as measures_published,
        count(*) filter (where status = 'met') as measures_met,
        count(*) filter (where status in ('below_target', 'below_minimum')) as measures_below_target,
        count(*) filter (where status = 'below_minimum') as measures_below_minimum,
        count(*) filter (where status = 'not_published') as measures_not_published
    from cpms
    group by reporting_month
),

judged as (
    select
        *,
        case
            when measures_below_target > 0 then false
            when measures_not_published = 0 and measures_met = measures_published and measures_met > 0 then true
        end as is_all_met
    from months
),

runs as (
    select
        *,
        count(*) filter (where is_all_met is distinct from false) over to_date as below_run,
        count(*) filter (where is_all_met is distinct from true) over to_date as met_run
    from judged
    window to_date as (order by reporting_month)
),

streaks as (
    select
        *,
        count(*) filter (where is_all_met = false) over (partition by below_run order by reporting_month)
            as below_streak,
        count(*) filter (where is_all_met) over (partition by met_run order by reporting_month) as met_streak,
        bool_or(is_all_met is null) over (partition by below_run order by reporting_month) as is_after_gap
    from runs
),

final as (
    select
        reporting_month,
        measures_published,
        measures_met,
        measures_below_target,
        measures_below_minimum,
        measures_not_published,
        is_all_met,
        case when is_all_met then met_streak else 0 end as months_all_met,
        coalesce(lag(below_streak) over (order by reporting_month), 0) as months_not_all_met,
        coalesce(lag(is_after_gap) over (order by reporting_month), false) as is_bounded_by_gap
    from streaks
)

select * from final
