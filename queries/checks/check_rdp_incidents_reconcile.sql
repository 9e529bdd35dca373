-- Opening balance + opened - resolved = open at the month's end. It fails when an Incident was opened after the month,
-- or resolved before it was opened: see check_rdp_incident_dates.
-- grain: one row per reporting month that does not
-- key: reporting_month
-- units: Incidents
-- source: SEC Appendix AG 2.5.10
-- classification: white
-- severity: error
with summaries as (
    select * from rdp_incident_summary
),

final as (
    select * from summaries where opening_balance + opened - resolved <> open_at_month_end
)

select * from final
