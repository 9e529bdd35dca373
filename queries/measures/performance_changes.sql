-- What changed in a measure's status since the last month it was published: newly below a level, back above one, no
-- longer published, or published again. A month with nothing to measure is passed over. previous_month names that month, which is not the month before where months
-- between were not published.
-- grain: one row per reporting month, provider, Region and measure whose status changed
-- key: reporting_month, provider, region, measure_code
-- units: percentages in points; shown_decimals: how many decimals print both on their side of the levels
-- source: SEC H13.4
-- classification: white
with levels as (
    select * from performance_levels where status is distinct from 'nothing_to_measure'
),

published as (
    select
        *,
        last_value(case when status <> 'not_published' then status end ignore nulls) over earlier as previous_status,
        last_value(case when status <> 'not_published' then achieved_percent end ignore nulls) over earlier
            as previous_achieved_percent,
        last_value(case when status <> 'not_published' then shown_decimals end ignore nulls) over earlier
            as previous_shown_decimals,
        max(case when status <> 'not_published' then reporting_month end) over earlier as previous_month,
        lag(status) over (partition by provider, region, measure_code order by reporting_month) as month_before_status
    from levels
    window earlier as (
        partition by provider, region, measure_code
        order by reporting_month
        rows between unbounded preceding and 1 preceding
    )
),

named as (
    select
        *,
        case
            when status = 'not_published' and month_before_status <> 'not_published' then 'no longer published'
            when status = 'not_published' then null
            when status = 'below_minimum' and previous_status <> 'below_minimum' then 'newly below Minimum'
            when status = 'below_target' and previous_status = 'met' then 'newly below Target'
            when status = 'below_target' and previous_status = 'below_minimum' then 'back above Minimum'
            when status = 'met' and previous_status <> 'met' then 'back at or above Target'
            when month_before_status = 'not_published' and previous_status is not null then 'published again'
        end as change
    from published
),

final as (
    select
        reporting_month,
        measure_code,
        measure_name,
        provider,
        region,
        change,
        status,
        previous_status,
        achieved_percent,
        previous_achieved_percent,
        greatest(shown_decimals, coalesce(previous_shown_decimals, 0)) as shown_decimals,
        previous_month
    from named
    where change is not null
)

select * from final
