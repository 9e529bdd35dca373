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

loads as (
    select
        period,
        min(load_id) as load_id
    from current_loads
    where extract = 'rdp_incidents'
    group by period
),

final as (
    select
        summaries.*,
        loads.load_id
    from summaries
    left join loads on loads.period = summaries.reporting_month
    where opening_balance + opened - resolved <> open_at_month_end
)

select * from final
