-- How the incomplete Devices changed since the previous published period: added are incomplete now and were not then,
-- removed were then and are not now. Where months between were not published, previous_month_published is false and
-- compared_with_month says which period the movement is against; in the first period loaded it, added and removed are
-- null. incomplete_devices = incomplete_devices of compared_with_month + added - removed.
-- grain: one row per reporting month loaded
-- key: reporting_month
-- units: Devices
-- source: SEC Appendix AC 5.8 (In Month Post Commissioning Report)
-- classification: red
with failures as (
    select
        reporting_month,
        device_id
    from post_commissioning_failures
),

incomplete as (
    select
        reporting_month,
        devices as incomplete_devices,
        lag(reporting_month) over (order by reporting_month) as compared_with_month,
        lag(devices) over (order by reporting_month) as previous_devices
    from post_commissioning_incomplete
    where criterion = 'any'
),

device_months as (
    select
        reporting_month,
        lag(reporting_month) over (partition by device_id order by reporting_month) as previous_failed_month
    from failures
),

stayed as (
    -- A Device stayed when its last failed month is the period compared with; added and removed follow from how many.
    select
        device_months.reporting_month,
        count(*) as devices
    from device_months
    inner join incomplete
        on incomplete.reporting_month = device_months.reporting_month
        and incomplete.compared_with_month = device_months.previous_failed_month
    group by device_months.reporting_month
),

final as (
    select
        incomplete.reporting_month,
        incomplete.incomplete_devices,
        case
            when incomplete.compared_with_month is not null
                then incomplete.incomplete_devices - coalesce(stayed.devices, 0)
        end as added,
        case
            when incomplete.compared_with_month is not null
                then incomplete.previous_devices - coalesce(stayed.devices, 0)
        end as removed,
        coalesce(
            incomplete.compared_with_month = (incomplete.reporting_month - interval 1 month)::date, false
        ) as previous_month_published,
        incomplete.compared_with_month
    from incomplete
    left join stayed on stayed.reporting_month = incomplete.reporting_month
)

select * from final
