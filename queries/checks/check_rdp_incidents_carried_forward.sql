-- What a month's extract calls its opening balance is what the month before had open at its end. A difference is an
-- Incident one of the two extracts leaves out, or dates differently.
-- grain: one row per reporting month whose previous month is loaded and differs
-- key: reporting_month
-- units: Incidents
-- source: SEC Appendix AG 2.5.10
-- classification: white
-- severity: warning
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
        summaries.reporting_month,
        summaries.opening_balance,
        previous.open_at_month_end as previous_open_at_month_end,
        loads.load_id,
        'Registration Data Provider (RDP) Incidents: ' || count_text(summaries.opening_balance)
        || ' open at the start of ' || month_label(summaries.reporting_month) || ', where '
        || count_text(previous.open_at_month_end) || ' were open at the end of '
        || month_label(previous.reporting_month) || '.' as note
    from summaries
    left join loads on loads.period = summaries.reporting_month
    inner join summaries as previous
        on previous.reporting_month = (summaries.reporting_month - interval 1 month)::date
    where summaries.opening_balance <> previous.open_at_month_end
)

select * from final
