-- The Devices with incomplete post commissioning by type and responsible User: every count of them adds these up, so that
-- the Devices themselves are read once.
-- grain: one row per reporting month, Device type and User
-- key: reporting_month, device_type, user_id
-- units: Devices, each counted once under devices and under every criterion it fails
-- source: SEC Appendix AC 5.8
-- classification: red
with failures as (
    select * from post_commissioning_failures
),

final as (
    select
        reporting_month,
        device_type,
        user_id,
        count(*) as devices,
        count(*) filter (where fails_a) as fails_a,
        count(*) filter (where fails_b) as fails_b,
        count(*) filter (where fails_c) as fails_c,
        count(*) filter (where fails_d) as fails_d,
        count(*) filter (where fails_e) as fails_e
    from failures
    group by reporting_month, device_type, user_id
)

select * from final
