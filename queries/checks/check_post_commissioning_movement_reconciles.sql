-- Incomplete Devices = those of the period compared with + added - removed.
-- grain: one row per reporting month that does not
-- key: reporting_month
-- units: Devices
-- source: SEC Appendix AC 5.8
-- classification: red
-- severity: error
with movements as (
    select * from post_commissioning_movement
),

final as (
    select
        movements.reporting_month,
        previous.incomplete_devices as previous_incomplete_devices,
        movements.added,
        movements.removed,
        movements.incomplete_devices
    from movements
    inner join movements as previous on previous.reporting_month = movements.compared_with_month
    where
        previous.incomplete_devices + movements.added - movements.removed <> movements.incomplete_devices
        or movements.added < 0
        or movements.removed < 0
)

select * from final
