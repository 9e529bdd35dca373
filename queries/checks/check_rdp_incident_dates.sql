-- An Incident has an opened date that lies no later than the month it is reported in, is resolved no earlier than
-- opened, and closed no earlier than resolved. Ask the DCC.
-- grain: one row per Incident that breaks it
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
        opened_date,
        resolved_date,
        closed_date,
        load_id,
        source_row
    from incidents
    where
        opened_date is null
        or opened_date > last_day(reporting_month)
        or resolved_date < opened_date
        or closed_date < resolved_date
)

select * from final
