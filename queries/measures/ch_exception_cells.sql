-- Communications Hub exceptions by Region and reason, exact, and which of them the session's audience may not be shown.
-- The month's total and the Regions' are published, so those are protected first, and then the reasons within a Region;
-- a reason's total is published only where all its Regions are.
-- grain: one row per reporting month, Region and reason with any exception
-- key: reporting_month, region, exception_reason
-- units: exceptions; minimum in Devices, 0 where nothing is suppressed
-- source: SEC H13
-- classification: amber
with exceptions as (
    select * from stg_ch_exceptions
),

counted as (
    select
        reporting_month,
        coalesce(region, 'Region not given') as region,
        exception_reason,
        count(*) as exceptions,
        minimum_group('devices', 'ch_exceptions') as minimum
    from exceptions
    group by all
),

regions as (
    select
        reporting_month,
        region,
        minimum,
        sum(exceptions)::bigint as region_exceptions,
        sum(sum(exceptions)) over (partition by reporting_month)::bigint as month_exceptions
    from counted
    group by reporting_month, region, minimum
),

judged_regions as (
    select
        *,
        month_exceptions < minimum as is_month_suppressed,
        month_exceptions < minimum
        or is_suppressed(region_exceptions, minimum, reporting_month, region) as is_region_suppressed
    from regions
),

final as (
    select
        counted.reporting_month,
        counted.region,
        counted.exception_reason,
        counted.exceptions,
        judged_regions.region_exceptions,
        judged_regions.month_exceptions,
        counted.minimum,
        judged_regions.is_region_suppressed
        or is_suppressed(
            counted.exceptions, counted.minimum, (counted.reporting_month, counted.region), counted.exception_reason
        ) as is_suppressed,
        judged_regions.is_region_suppressed,
        judged_regions.is_month_suppressed
    from counted
    inner join judged_regions
        on judged_regions.reporting_month = counted.reporting_month and judged_regions.region = counted.region
)

select * from final
