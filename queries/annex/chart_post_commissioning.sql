-- Incomplete Devices and those added and removed, over the annex's period and the six months before it, oldest first. A
-- month that was not published keeps its place, empty.
-- grain: one row per annex month, month and series
-- key: annex_month, reporting_month, series
-- units: Devices, null where the month was not published or there is no period to compare with
-- source: SEC Appendix AC 5.8 (In Month Post Commissioning Report)
-- classification: red
with movements as (
    select * from annex_post_commissioning_movement
),

series (series_position, series) as (
    values (1, 'Incomplete'), (2, 'Added'), (3, 'Removed')
),

final as (
    select
        movements.annex_month,
        row_number() over (
            partition by movements.annex_month
            order by movements.reporting_month, series.series_position
        ) as row_position,
        series.series,
        case series.series
            when 'Incomplete' then movements.incomplete_devices
            when 'Added' then movements.added
            else movements.removed
        end as devices,
        movements.status,
        movements.reporting_month
    from movements
    cross join series
)

select * from final
