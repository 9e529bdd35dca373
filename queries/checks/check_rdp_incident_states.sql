-- A closed Incident was resolved: one with a Closed Date and no Resolved Date counts as open. Ask the DCC.
-- grain: one row per Incident and month that breaks it
-- key: load_id, source_row
-- units: none
-- source: SEC Appendix AG 2.5.10
-- classification: amber
-- severity: warning
with incidents as (
    select * from stg_rdp_incidents
),

final as (
    select
        reporting_month,
        incident_reference,
        resolved_date,
        closed_date,
        load_id,
        source_row
    from incidents
    where closed_date is not null and resolved_date is null
)

select * from final
