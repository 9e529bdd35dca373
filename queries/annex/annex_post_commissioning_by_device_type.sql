-- Devices with incomplete post commissioning at the end of the annex's period, by type.
-- grain: one row per annex month and Device type
-- key: annex_month, device_type
-- units: Devices
-- source: SEC Appendix AC 5.8
-- classification: red
with periods as (
    select * from annex_periods where report_key = 'post_commissioning_information'
),

measured as (
    select * from post_commissioning_by_device_type
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measured.devices desc, measured.device_type
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_month = periods.period
)

select * from final
