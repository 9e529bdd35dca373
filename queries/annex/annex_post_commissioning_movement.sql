-- Incomplete post commissioning over the annex's period and the six months before it, newest first: a month that was
-- not published has its row, with the reason.
-- grain: one row per annex month and month
-- key: annex_month, reporting_month
-- units: Devices
-- source: SEC Appendix AC 5.8 (In Month Post Commissioning Report)
-- classification: red
with periods as (
    select * from annex_periods where report_key = 'in_month_post_commissioning'
),

movements as (
    select * from post_commissioning_movement
),

register as (
    -- The same Devices make both reports; an entry of either explains a month.
    select
        period,
        max(reason) filter (where delivery = 'not published' and is_registered) as reason
    from report_timeliness
    where report_key in ('post_commissioning_information', 'in_month_post_commissioning')
    group by period
),

months as (
    select
        annex_month,
        unnest(generate_series(period - interval 6 month, period, interval 1 month))::date as reporting_month
    from periods
),

final as (
    select
        months.annex_month,
        row_number() over (partition by months.annex_month order by months.reporting_month desc) as row_position,
        months.reporting_month,
        case
            when movements.reporting_month is not null then 'published'
            when register.reason is not null then 'not published'
            else 'not loaded'
        end as status,
        case when movements.reporting_month is null then register.reason end as reason,
        movements.incomplete_devices,
        movements.added,
        movements.removed,
        movements.compared_with_month
    from months
    left join movements on movements.reporting_month = months.reporting_month
    left join register on register.period = months.reporting_month
)

select * from final
