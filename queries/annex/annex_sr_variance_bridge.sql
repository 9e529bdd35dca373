-- The steps from all that was sent to the published percentage, for the annex's period.
-- grain: one row per annex month and step
-- key: annex_month, row_position
-- units: volume in Service Requests; percentages in points
-- source: SEC H3.24
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'sr_variance'
),

steps as (
    select * from sr_variance_bridge
),

final as (
    select
        periods.annex_month,
        steps.step_position as row_position,
        steps.*
    from periods
    inner join steps on steps.reporting_month = periods.period
)

select * from final
