-- Incidents that need a Registration Data Provider, from the month's own extract: opening balance + opened - resolved =
-- open at the month's end = closed before the report was issued + closed since + still open.
-- grain: one row per reporting month
-- key: reporting_month
-- units: Incidents
-- source: SEC Appendix AG 2.5.10
-- classification: white
-- release: counts of Incidents, published in SECP_72_1309_22 Annex A row 4 and OPSG_49_2405 item 3.1
-- contributors: none, as an Incident is nobody's; the papers publish counts of 0 and 3
with incidents as (
    select * from rdp_incident_states
),

final as (
    select
        reporting_month,
        count(*) filter (where is_in_opening_balance) as opening_balance,
        count(*) filter (where is_opened) as opened,
        count(*) filter (where is_resolved) as resolved,
        count(*) filter (where is_open_at_month_end) as open_at_month_end,
        count(*) filter (where is_closed_before_issue) as closed_before_issue,
        count(*) filter (where is_closed_since) as closed_since,
        count(*) filter (where is_open_at_month_end and not is_closed_before_issue and not is_closed_since) as still_open,
        any_value(issued_date) as issued_date
    from incidents
    group by reporting_month
)

select * from final
