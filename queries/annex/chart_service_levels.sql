-- The status of every measure in the two years up to the annex's period: the heat map of what was met and when. A month with
-- nothing to measure has no cell.
-- grain: one row per annex month, provider, Region, measure and month
-- key: annex_month, provider, region, measure_code, reporting_month
-- units: none
-- source: SEC H13.4
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'performance_measures'
),

levels as (
    select * from performance_levels where status is distinct from 'nothing_to_measure'
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by
                measure_order(levels.measure_code),
                levels.provider,
                region_order(levels.region),
                levels.reporting_month
        ) as row_position,
        levels.measure_code,
        levels.provider,
        levels.region,
        concat_ws(
            ' ',
            levels.measure_code,
            nullif(levels.provider, 'DCC'),
            nullif(levels.region, 'National')
        ) as measure,
        case levels.status
            when 'met' then 'Met'
            when 'below_target' then 'Below Target'
            when 'below_minimum' then 'Below Minimum'
            else 'Not published'
        end as status,
        levels.reporting_month
    from periods
    inner join levels
        on levels.reporting_month between periods.period - interval 23 month and periods.period
)

select * from final
