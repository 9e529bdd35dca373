-- The Users who sent requests in the annex's period without a forecast, or with one of zero: the largest volume first.
-- grain: one row per annex month, report and User
-- key: annex_month, report_key, user_id
-- units: actual_volume in CSRs or Service Requests
-- source: S4 (OPSG_49_2405 items 3.2 and 3.3)
-- classification: amber
with periods as (
    select * from annex_periods
),

users as (
    select * from users_without_forecast
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by periods.report_number, users.actual_volume desc, users.user_id
        ) as row_position,
        case users.report_key when 'csr_variance' then 'Certificate Signing Requests' else 'Service Requests' end
            as requests,
        users.*
    from periods
    inner join users on users.report_key = periods.report_key and users.reporting_month = periods.period
)

select * from final
