-- Communications Hub exceptions by Region and reason, and how they grew. previous_month_exceptions is 0 where the month
-- before was published without that Region and reason, and null where it was not published: growth is then unknown.
-- month_exceptions and reason_exceptions are the totals of the month and of the reason in all Regions; reason_rank is 1
-- for the most frequent reason of the month, as far as its Regions are shown.
-- grain: one row per reporting month, Region and reason with any exception
-- key: reporting_month, region, exception_reason
-- units: exceptions; growth_percent of the previous month in percentage points, null when that is 0 or unknown;
--   share_percent of the month's exceptions, all Regions and reasons; figures named in suppressed_columns are null for
--   an audience that may not be shown them
-- source: SEC H13
-- classification: white
-- release: counts by Region and reason, published in SECP_72_1309_22 section 3.1
-- contributors: devices
with cells as (
    select * from ch_exception_cells
),

published_months as (
    select distinct reporting_month
    from cells
),

reasons as (
    select
        reporting_month,
        exception_reason,
        sum(exceptions)::bigint as exceptions,
        bool_or(is_suppressed) as is_suppressed,
        -- By what is shown of it: a rank by what is not would tell how great that is at least.
        row_number() over (
            partition by reporting_month
            order by coalesce(sum(exceptions) filter (where not is_suppressed), 0) desc, exception_reason
        ) as reason_rank
    from cells
    group by reporting_month, exception_reason
),

compared as (
    select
        cells.*,
        case
            when published_months.reporting_month is not null then coalesce(previous.exceptions, 0)
        end as previous_month_exceptions,
        coalesce(previous.is_suppressed, false) as is_previous_suppressed,
        reasons.exceptions as reason_exceptions,
        reasons.is_suppressed as is_reason_suppressed,
        reasons.reason_rank
    from cells
    inner join reasons
        on reasons.reporting_month = cells.reporting_month and reasons.exception_reason = cells.exception_reason
    left join published_months
        on published_months.reporting_month = (cells.reporting_month - interval 1 month)::date
    left join cells as previous
        on previous.reporting_month = published_months.reporting_month
        and previous.region = cells.region
        and previous.exception_reason = cells.exception_reason
),

final as (
    select
        reporting_month,
        region,
        exception_reason,
        case when not is_suppressed then exceptions end as exceptions,
        case when not is_previous_suppressed then previous_month_exceptions end as previous_month_exceptions,
        case
            when previous_month_exceptions > 0 and not is_suppressed and not is_previous_suppressed
                then (exceptions - previous_month_exceptions) * 100 / previous_month_exceptions
        end as growth_percent,
        case when not is_suppressed then exceptions * 100 / month_exceptions end as share_percent,
        case when not is_month_suppressed then month_exceptions end as month_exceptions,
        case when not is_reason_suppressed then reason_exceptions end as reason_exceptions,
        reason_rank,
        nullif(
            concat_ws(
                ',',
                case when is_suppressed then 'exceptions,share_percent' end,
                case when is_previous_suppressed then 'previous_month_exceptions' end,
                case
                    when previous_month_exceptions > 0 and (is_suppressed or is_previous_suppressed)
                        then 'growth_percent'
                end,
                case when is_month_suppressed then 'month_exceptions' end,
                case when is_reason_suppressed then 'reason_exceptions' end
            ), ''
        ) as suppressed_columns,
        suppressed_reason('Devices', minimum, suppressed_columns) as suppressed_reason
    from compared
)

select * from final
