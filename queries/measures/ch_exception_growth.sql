-- Communications Hub exceptions by Region, and for how many months they have been growing. A published month without
-- any exception in a Region counts as 0; an unpublished month ends the evidence, so growth after it starts anew.
-- grain: one row per published reporting month and Region that ever had an exception
-- key: reporting_month, region
-- units: exceptions; months_of_growth in months in a row, this one included, each above the one before it;
--   growth_percent in percentage points, null when the previous month is 0 or was not published; figures named in
--   suppressed_columns are null for an audience that may not be shown them
-- source: SEC H13
-- classification: white
-- release: counts by Region, published in SECP_72_1309_22 section 3.1
-- contributors: devices
with counts as (
    select * from ch_exception_cells
),

published_months as (
    select distinct reporting_month
    from counts
),

known_regions as (
    select distinct region
    from counts
),

regions as (
    select
        published_months.reporting_month,
        known_regions.region,
        coalesce(sum(counts.exceptions), 0)::bigint as exceptions,
        coalesce(bool_or(counts.is_region_suppressed), false) as is_suppressed,
        max(counts.minimum) as minimum
    from published_months
    cross join known_regions
    left join counts
        on counts.reporting_month = published_months.reporting_month and counts.region = known_regions.region
    group by published_months.reporting_month, known_regions.region
),

compared as (
    select
        *,
        case
            when lag(reporting_month) over region_months = (reporting_month - interval 1 month)::date
                then lag(exceptions) over region_months
        end as previous_month_exceptions,
        coalesce(
            lag(reporting_month) over region_months = (reporting_month - interval 1 month)::date
            and lag(is_suppressed) over region_months, false
        ) as is_previous_suppressed
    from regions
    window region_months as (partition by region order by reporting_month)
),

runs as (
    select
        *,
        count(*) filter (where exceptions > previous_month_exceptions is not true) over (
            partition by region
            order by reporting_month
        ) as run_number
    from compared
),

final as (
    select
        reporting_month,
        region,
        case when not is_suppressed then exceptions end as exceptions,
        case when not is_previous_suppressed then previous_month_exceptions end as previous_month_exceptions,
        case
            when previous_month_exceptions > 0 and not is_suppressed and not is_previous_suppressed
                then (exceptions - previous_month_exceptions) * 100 / previous_month_exceptions
        end as growth_percent,
        count(*) filter (where exceptions > previous_month_exceptions) over (
            partition by region, run_number
            order by reporting_month
        ) as months_of_growth,
        nullif(
            concat_ws(
                ',',
                case when is_suppressed then 'exceptions' end,
                case when is_previous_suppressed then 'previous_month_exceptions' end,
                case
                    when previous_month_exceptions > 0 and (is_suppressed or is_previous_suppressed)
                        then 'growth_percent'
                end
            ), ''
        ) as suppressed_columns,
        suppressed_reason('Devices', minimum, suppressed_columns) as suppressed_reason
    from runs
)

select * from final
