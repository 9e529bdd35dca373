-- Devices with incomplete post commissioning at the end of the annex's period, by responsible User, most first.
-- grain: one row per annex month and User
-- key: annex_month, user_id
-- units: Devices
-- source: SEC Appendix AC 5.8
-- classification: red
with periods as (
    select * from annex_periods where report_key = 'post_commissioning_information'
),

measured as (
    select * from post_commissioning_by_user
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measured.devices desc, measured.user_id
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_month = periods.period
)

select * from final
