-- A Device has a commissioned date no later than its period's end, and a month has one period end. A Device without a
-- commissioned date, or of an earlier period end in the month, is in no count.
-- grain: one row per reporting month with any that breaks it
-- key: reporting_month
-- units: Devices
-- source: SEC Appendix AC 5.8
-- classification: red
-- severity: warning
with devices as (
    select * from stg_post_commissioning_devices
),

final as (
    select
        reporting_month,
        count(*) filter (where commissioned_date is null) as without_commissioned_date,
        count(*) filter (where commissioned_date > period_end) as commissioned_later,
        count(distinct period_end) as period_ends,
        min(load_id) as load_id,
        min(source_row) filter (where commissioned_date is null or commissioned_date > period_end) as source_row
    from devices
    group by reporting_month
    having without_commissioned_date > 0 or commissioned_later > 0 or period_ends > 1
)

select * from final
