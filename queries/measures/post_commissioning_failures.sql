-- The Devices with incomplete post commissioning at a period's end, and which criteria they fail. A Device counts once
-- it was commissioned more than seven days before the period's end: exactly seven days does not. A criterion that is
-- not known to be met is failed; a Device without a commissioned date is not counted (check_post_commissioning_dates).
-- Where a month holds several period ends, the last one counts. Criteria: (a) no successful DCC Interrogation; (b)
-- Recovery Trust Anchor Cell not populated; fewer than two (c) Issue Security Credentials, (d) Update Security
-- Credentials (Device), (e) Update Security Credentials (KRP).
-- grain: one row per reporting month and Device that fails any criterion
-- key: reporting_month, device_id
-- units: none
-- source: SEC Appendix AC 5.8; S1 (SECP_54_0903_14)
-- classification: red
-- size: extract
with period_ends as (
    -- From the staging view and not from a common table: one that is read twice is copied whole, every Device of it.
    select
        reporting_month,
        max(period_end) as period_end
    from stg_post_commissioning_devices
    group by reporting_month
),

judged as (
    select
        devices.reporting_month,
        devices.period_end,
        devices.device_id,
        coalesce(devices.device_type, 'Type not given') as device_type,
        coalesce(devices.user_id, 'User not given') as user_id,
        devices.dcc_interrogation is not true as fails_a,
        devices.recovery_cell_populated is not true as fails_b,
        coalesce(devices.issue_security_credentials, 0) < 2 as fails_c,
        coalesce(devices.update_security_credentials_device, 0) < 2 as fails_d,
        coalesce(devices.update_security_credentials_krp, 0) < 2 as fails_e
    from stg_post_commissioning_devices as devices
    inner join period_ends
        on period_ends.reporting_month = devices.reporting_month
        and period_ends.period_end = devices.period_end
    where devices.commissioned_date < devices.period_end - 7
),

final as (
    select * from judged where fails_a or fails_b or fails_c or fails_d or fails_e
)

select * from final
