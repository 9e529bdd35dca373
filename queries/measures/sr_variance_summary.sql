-- Service Requests of all Users against their forecasts. The percentage leaves out the volume of Users without a
-- forecast ("Zero forecasts excluded from percentage"): it compares compared_actual_volume, the actuals of Users whose
-- forecast for the month is above zero, with the forecast. actual_volume = compared_actual_volume +
-- zero_forecast_actual_volume + missing_forecast_actual_volume.
-- grain: one row per reporting month
-- key: reporting_month
-- units: volumes in Service Requests; percent_of_forecast in percentage points, unrounded, null when there is no
--   forecast; forecast_volume null when no User submitted one; the rest in Users. users_without_forecast sent something
--   and had no forecast or one of zero
-- source: SEC H3.24
-- classification: white
-- release: totals of all Users, naming none; published in SECP_72_1309_22 Annex A row 6
with users as (
    select * from sr_variance_by_user
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
        count(*) filter (where is_exception) as users_in_exception,
        count(*) filter (where actual_volume > 0 and coalesce(forecast_volume, 0) = 0) as users_without_forecast
    from users
    group by reporting_month
),

final as (
    select
        reporting_month,
        actual_volume,
        forecast_volume,
        compared_actual_volume,
        zero_forecast_actual_volume,
        missing_forecast_actual_volume,
        case when forecast_volume > 0 then compared_actual_volume * 100 / forecast_volume end as percent_of_forecast,
        users,
        users_in_exception,
        users_without_forecast
    from totals
)

select * from final
