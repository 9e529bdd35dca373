-- The steps from all that was sent to the published percentage, for the annex's period.
-- grain: one row per annex month and step
-- key: annex_month, row_position
-- units: volume in CSRs; percentages in points
-- source: SEC L8.9
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'csr_variance'
),

steps as (
    select * from csr_variance_bridge
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
