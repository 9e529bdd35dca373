-- The Users who sent requests in a month and submitted no forecast, or a forecast of zero. The reason tells the two apart.
-- grain: one row per report, reporting month and User
-- key: report_key, reporting_month, user_id
-- units: actual_volume in CSRs or Service Requests
-- source: SEC L8.9, H3.24; S4 (OPSG_49_2405 items 3.2 and 3.3)
-- classification: amber
with users as (
    select
        'csr_variance' as report_key,
        *
    from csr_variance_by_user
    union all
    select
        'sr_variance' as report_key,
        *
    from sr_variance_by_user
),

final as (
    select
        report_key,
        reporting_month,
        user_id,
        user_name,
        case
            when forecast_volume is null then 'no forecast submitted'
            else 'forecast of zero'
        end as reason,
        actual_volume
    from users
    where actual_volume > 0 and coalesce(forecast_volume, 0) = 0
)

select * from final
