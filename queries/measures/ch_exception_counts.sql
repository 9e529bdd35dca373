-- Communications Hub exceptions by Region and reason, and how they grew. previous_month_exceptions is 0 where the month
-- before was published without that Region and reason, and null where it was not published: growth is then unknown.
-- grain: one row per reporting month, Region and reason with any exception
-- key: reporting_month, region, exception_reason
-- units: exceptions; growth_percent of the previous month in percentage points, null when that is 0 or unknown;
--   share_percent of the month's exceptions, all Regions and reasons
-- source: SEC H13
-- classification: white
-- release: counts by Region and reason, published in SECP_72_1309_22 section 3.1
with exceptions as (
    select * from stg_ch_exceptions
),

counted as (
    select
        reporting_month,
        coalesce(region, 'Region not given') as region,
        exception_reason,
        count(*) as exceptions
    from exceptions
    group by all
),

published_months as (
    select distinct reporting_month
    from exceptions
),

compared as (
    select
        counted.*,
        case
            when published_months.reporting_month is not null then coalesce(previous.exceptions, 0)
        end as previous_month_exceptions
    from counted
    left join published_months
        on published_months.reporting_month = (counted.reporting_month - interval 1 month)::date
    left join counted as previous
        on previous.reporting_month = published_months.reporting_month
        and previous.region = counted.region
        and previous.exception_reason = counted.exception_reason
),

final as (
    select
        reporting_month,
        region,
        exception_reason,
        exceptions,
        previous_month_exceptions,
        case
            when previous_month_exceptions > 0
                then (exceptions - previous_month_exceptions) * 100 / previous_month_exceptions
        end as growth_percent,
        exceptions * 100 / sum(exceptions) over (partition by reporting_month) as share_percent
    from compared
)

select * from final
