-- Certificate Signing Requests of all Users against their forecasts. The percentage leaves out the volume of Users
-- without a forecast ("Zero forecasts excluded from percentage"): it compares compared_actual_volume, the actuals of
-- Users whose forecast for the month is above zero, with the forecast. actual_volume = compared_actual_volume +
-- zero_forecast_actual_volume + missing_forecast_actual_volume.
-- grain: one row per reporting month
-- key: reporting_month
-- units: volumes in CSRs; percent_of_forecast in percentage points, unrounded, null when there is no forecast;
--   forecast_volume null when no User submitted one; the rest in Users. users_without_forecast sent something and had
--   no forecast or one of zero;
--   suppressed_columns names the figures that are null for an audience that may not be shown them, as few Users stand
--   behind them; percent_of_forecast is then rounded as it is published, or null where even that tells a volume
-- source: SEC L8.9
-- classification: white
-- release: totals of all Users, naming none; published in SECP_72_1309_22 Annex A row 5
-- contributors: users
with users as (
    select * from csr_variance_by_user
),

totals as (
    select
        reporting_month,
        sum(actual_volume)::bigint as actual_volume,
        sum(forecast_volume)::bigint as forecast_volume,
        coalesce(sum(actual_volume) filter (where forecast_volume > 0), 0)::bigint as compared_actual_volume,
        coalesce(sum(actual_volume) filter (where forecast_volume = 0), 0)::bigint as zero_forecast_actual_volume,
        coalesce(sum(actual_volume) filter (where forecast_volume is null), 0)::bigint
            as missing_forecast_actual_volume,
        count(*) as users,
        count(*) filter (where actual_volume > 0 and forecast_volume > 0) as compared_users,
        count(*) filter (where actual_volume > 0 and forecast_volume = 0) as zero_forecast_users,
        count(*) filter (where actual_volume > 0 and forecast_volume is null) as missing_forecast_users,
        count(*) filter (where is_exception) as users_in_exception,
        count(*) filter (where actual_volume > 0 and coalesce(forecast_volume, 0) = 0) as users_without_forecast
    from users
    group by reporting_month
),

-- What is compared and what is not add up to the total, so that one of them is suppressed with another.
parts as (
    select
        totals.reporting_month,
        minimum_group('users', 'csr_variance') as minimum,
        unnest(['compared', 'zero', 'missing']) as part,
        unnest([totals.compared_users, totals.zero_forecast_users, totals.missing_forecast_users]) as part_users
    from totals
),

judged_parts as (
    select
        *,
        is_suppressed(part_users, minimum, reporting_month, part) as is_suppressed
    from parts
),

suppressed as (
    select
        reporting_month,
        any_value(minimum) as minimum,
        bool_or(is_suppressed) filter (where part = 'compared') as is_compared_suppressed,
        bool_or(is_suppressed) filter (where part = 'zero') as is_zero_suppressed,
        bool_or(is_suppressed) filter (where part = 'missing') as is_missing_suppressed
    from judged_parts
    group by reporting_month
),

judged as (
    select
        totals.*,
        suppressed.* exclude (reporting_month)
    from totals
    inner join suppressed on suppressed.reporting_month = totals.reporting_month
),

percents as (
    select
        judged.*,
        reports.percent_decimals,
        case when forecast_volume > 0 then compared_actual_volume * 100 / forecast_volume end as percent_of_forecast,
        -- What a reader has left once the printed parts are taken off the total.
        actual_volume
        - case when is_zero_suppressed then 0 else zero_forecast_actual_volume end
        - case when is_missing_suppressed then 0 else missing_forecast_actual_volume end as hidden_volume,
        case when is_zero_suppressed then zero_forecast_users else 0 end
        + case when is_missing_suppressed then missing_forecast_users else 0 end as hidden_users
    from judged
    cross join reference.reports as reports
    where reports.report_key = 'csr_variance'
),

-- The compared volumes that the percentage, rounded as it is published, leaves possible. Each User sent one at least.
bounds as (
    select
        *,
        greatest(
            compared_users,
            ceil(
                forecast_volume * (round(percent_of_forecast, percent_decimals) - 0.5 / 10 ** percent_decimals) / 100
                - 0.000001
            )
        ) as least_compared,
        least(
            hidden_volume - hidden_users,
            floor(
                forecast_volume * (round(percent_of_forecast, percent_decimals) + 0.5 / 10 ** percent_decimals) / 100
                + 0.000001
            )
        ) as most_compared
    from percents
),

-- The percentage goes where it tells the volume of few Users: of those compared, or of those who are not.
told as (
    select
        *,
        is_compared_suppressed and (
            (
                compared_users between 1 and minimum - 1
                and not coalesce(is_wide_interval(least_compared, most_compared, minimum), false)
            )
            or (
                hidden_users between 1 and minimum - 1
                and not coalesce(
                    is_wide_interval(hidden_volume - most_compared, hidden_volume - least_compared, minimum), false
                )
            )
        ) as is_percent_suppressed
    from bounds
),

final as (
    select
        reporting_month,
        actual_volume,
        forecast_volume,
        case when not is_compared_suppressed then compared_actual_volume end as compared_actual_volume,
        case when not is_zero_suppressed then zero_forecast_actual_volume end as zero_forecast_actual_volume,
        case when not is_missing_suppressed then missing_forecast_actual_volume end as missing_forecast_actual_volume,
        case
            when is_percent_suppressed then null
            when is_compared_suppressed then round(percent_of_forecast, percent_decimals)
            else percent_of_forecast
        end as percent_of_forecast,
        users,
        users_in_exception,
        users_without_forecast,
        missing_forecast_users,
        zero_forecast_users,
        nullif(
            concat_ws(
                ',',
                case when is_compared_suppressed then 'compared_actual_volume' end,
                case when is_zero_suppressed then 'zero_forecast_actual_volume' end,
                case when is_missing_suppressed then 'missing_forecast_actual_volume' end,
                case when is_percent_suppressed and forecast_volume > 0 then 'percent_of_forecast' end
            ), ''
        ) as suppressed_columns,
        suppressed_reason('Users', minimum, suppressed_columns) as suppressed_reason
    from told
)

select * from final
