-- The Devices with incomplete post commissioning by responsible User.
-- grain: one row per reporting month and User
-- key: reporting_month, user_id
-- units: Devices, each counted once under devices and under every criterion it fails
-- source: SEC Appendix AC 5.8
-- classification: red
with counts as (
    select * from post_commissioning_failure_counts
),

final as (
    select
        reporting_month,
        user_id,
        sum(devices)::bigint as devices,
        sum(fails_a)::bigint as fails_a,
        sum(fails_b)::bigint as fails_b,
        sum(fails_c)::bigint as fails_c,
        sum(fails_d)::bigint as fails_d,
        sum(fails_e)::bigint as fails_e
    from counts
    group by reporting_month, user_id
)

select * from final
