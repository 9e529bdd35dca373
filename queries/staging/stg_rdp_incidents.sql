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

rdps as (
    select
        rdp as spelling,
        shown_label('RDP', rdp, load_id, source_row) as label
    from current_rows
    group by rdp
),

causes as (
    select
        cause as spelling,
        shown_label('cause', cause, load_id, source_row) as label
    from current_rows
    group by cause
),

final as (
    select
        current_rows.load_id,
        current_rows.source_row,
        current_rows.period as reporting_month,
        current_rows.incident_reference,
        rdps.label as rdp,
        current_rows.category,
        causes.label as cause,
        current_rows.opened_date,
        current_rows.resolved_date,
        current_rows.closed_date
    from current_rows
    left join rdps on rdps.spelling = current_rows.rdp
    left join causes on causes.spelling = current_rows.cause
)

select * from final
