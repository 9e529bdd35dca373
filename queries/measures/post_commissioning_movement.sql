-- How the incomplete Devices changed since the previous published period: added are incomplete now and were not then,
-- removed were then and are not now. Where months between were not published, previous_month_published is false and
-- compared_with_month says which period the movement is against; in the first period loaded it, added and removed are
-- null. incomplete_devices = incomplete_devices of compared_with_month + added - removed.
-- grain: one row per reporting month loaded
-- key: reporting_month
-- units: Devices
-- source: SEC Appendix AC 5.8 (In Month Post Commissioning Report)
-- classification: red
with incomplete as (
    select
        reporting_month,
        devices as incomplete_devices,
        lag(reporting_month) over (order by reporting_month) as compared_with_month,
        lag(devices) over (order by reporting_month) as previous_devices,
        row_number() over (order by reporting_month) - 1 as position
    from post_commissioning_incomplete
    where criterion = 'any'
),

month_bits as (
    -- A bit a month, sixty months to a number. The first month of one is also the bit after the last of the one before,
    -- so that every month shares a number with the month it is compared with.
    select
        reporting_month,
        position // 60 as block,
        position % 60 as bit
    from incomplete
    union all
    select
        reporting_month,
        position // 60 - 1 as block,
        60 as bit
    from incomplete
    where position % 60 = 0 and position > 0
),

device_months as (
    -- One number holds all the months a Device is incomplete in: the Devices are gone through once, in any order.
    select
        month_bits.block,
        bit_or(1::ubigint << month_bits.bit::ubigint) as bits
    from post_commissioning_failures as failures
    inner join month_bits on month_bits.reporting_month = failures.reporting_month
    group by month_bits.block, failures.device_id
),

histories as (
    select
        block,
        bits,
        count(*) as devices
    from device_months
    group by block, bits
),

stayed as (
    -- Incomplete in the month and in the one compared with; added and removed follow from how many.
    select
        incomplete.reporting_month,
        sum(histories.devices)::bigint as devices
    from incomplete
    inner join histories
        on histories.block = (incomplete.position - 1) // 60
        and (histories.bits >> ((incomplete.position - 1) % 60)::ubigint) & 3::ubigint = 3::ubigint
    where incomplete.position > 0
    group by incomplete.reporting_month
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
