-- A Network Enhancement Plan is completed no earlier than it started, and is no longer reported after the quarter of
-- its completion. Ask the DCC.
-- grain: one row per plan and quarter that breaks it
-- key: load_id, source_row
-- units: none
-- source: SEC F7.21
-- classification: green
-- severity: warning
with plans as (
    select * from stg_network_enhancement_plans
),

final as (
    select
        reporting_quarter,
        nep_reference,
        started_date,
        completed_date,
        load_id,
        source_row
    from plans
    where completed_date < started_date or completed_date < reporting_quarter
)

select * from final
