-- Incidents that need a Registration Data Provider (RDP), from the current loads, as each month's extract shows them.
-- grain: one row per reporting month and Incident
-- key: reporting_month, incident_reference
-- units: none
-- source: SEC Appendix AG 2.5.10
-- classification: amber
with current_rows as (
    select extract_rows.*
    from extracts.rdp_incidents as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

final as (
    select
        load_id,
        source_row,
        period as reporting_month,
        incident_reference,
        rdp,
        category,
        cause,
        opened_date,
        resolved_date,
        closed_date
    from current_rows
)

select * from final
