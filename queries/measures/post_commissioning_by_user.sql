-- The Devices with incomplete post commissioning by responsible User.
-- grain: one row per reporting month and User
-- key: reporting_month, user_id
-- units: Devices, each counted once under devices and under every criterion it fails
-- source: SEC Appendix AC 5.8
-- classification: red
with failures as (
    select * from post_commissioning_failures
),

final as (
    select
        reporting_month,
        user_id,
        count(*) as devices,
        count(*) filter (where fails_a) as fails_a,
        count(*) filter (where fails_b) as fails_b,
        count(*) filter (where fails_c) as fails_c,
        count(*) filter (where fails_d) as fails_d,
        count(*) filter (where fails_e) as fails_e
    from failures
    group by reporting_month, user_id
)

select * from final
