-- How many Devices fail each criterion of post commissioning, and how many fail any: a Device that fails three is
-- counted under each of the three and once under any.
-- grain: one row per reporting month loaded and criterion (a to e, any), 0 where no Device fails it
-- key: reporting_month, criterion
-- units: Devices
-- source: SEC Appendix AC 5.8
-- classification: red
with counts as (
    select * from post_commissioning_failure_counts
),

months as (
    select distinct period as reporting_month
    from current_loads
    where extract = 'post_commissioning_devices'
),

counted as (
    select
        reporting_month,
        sum(fails_a)::bigint as a,
        sum(fails_b)::bigint as b,
        sum(fails_c)::bigint as c,
        sum(fails_d)::bigint as d,
        sum(fails_e)::bigint as e,
        sum(devices)::bigint as any_criterion
    from counts
    group by reporting_month
),

criteria (criterion) as (
    values ('a'), ('b'), ('c'), ('d'), ('e'), ('any')
),

final as (
    select
        months.reporting_month,
        criteria.criterion,
        coalesce(
            case criteria.criterion
                when 'a' then counted.a
                when 'b' then counted.b
                when 'c' then counted.c
                when 'd' then counted.d
                when 'e' then counted.e
                else counted.any_criterion
            end,
            0
        ) as devices
    from months
    cross join criteria
    left join counted on counted.reporting_month = months.reporting_month
)

select * from final
