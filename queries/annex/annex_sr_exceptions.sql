-- The Users in exception in the annex's period, and why: the largest volume first.
-- grain: one row per annex month and User
-- key: annex_month, user_id
-- units: volumes in Service Requests; percentages in points
-- source: SEC H3.24
-- classification: amber
with periods as (
    select * from annex_periods where report_key = 'sr_variance'
),

users as (
    select * from sr_variance_by_user where is_exception
),

final as (
    select
        periods.annex_month,
        row_number() over (partition by periods.annex_month order by users.actual_volume desc, users.user_id)
            as row_position,
        users.*
    from periods
    inner join users on users.reporting_month = periods.period
)

select * from final
