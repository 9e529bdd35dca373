-- Each User's Service Requests against its forecast: the sum over its Service Reference Variants. A User is in
-- exception when it sent at most 90% or at least 110% of its forecast (exactly 90% and exactly 110% count), or sent any
-- without a forecast, of which no percentage can be taken: the reason says so. Volumes are compared as whole numbers.
-- grain: one row per reporting month and User
-- key: reporting_month, user_id
-- units: volumes in Service Requests; percent_of_forecast in percentage points, unrounded, null without a forecast
--   above zero
-- source: SEC H3.24
-- classification: amber
with requests as (
    select * from stg_sr_variance
),

users as (
    select
        reporting_month,
        user_id,
        max(user_name) as user_name,
        sum(actual_volume)::bigint as actual_volume,
        sum(forecast_volume)::bigint as forecast_volume
    from requests
    group by reporting_month, user_id
),

compared as (
    select
        *,
        case when forecast_volume > 0 then actual_volume * 100 / forecast_volume end as percent_of_forecast,
        variance_exception(actual_volume, forecast_volume, 90) as exception_reason
    from users
),

final as (
    select
        reporting_month,
        user_id,
        user_name,
        exception_reason,
        actual_volume,
        forecast_volume,
        percent_of_forecast,
        exception_reason is not null as is_exception
    from compared
)

select * from final
