-- Each Authorised Subscriber's Certificate Signing Requests against its forecast. A User is in exception when it sent
-- at least 110% of its forecast, or sent any without a forecast; exactly 110% counts. Volumes are compared as whole
-- numbers. A forecast of zero and a missing one are both no forecast; the reason tells them apart. A User who sent
-- nothing without a forecast is not in exception.
-- grain: one row per reporting month and User
-- key: reporting_month, user_id
-- units: volumes in CSRs; percent_of_forecast in percentage points, unrounded, null without a forecast above zero
-- source: SEC L8.9
-- classification: amber
with requests as (
    select * from stg_csr_variance
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
        variance_exception(actual_volume, forecast_volume, null) as exception_reason
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
