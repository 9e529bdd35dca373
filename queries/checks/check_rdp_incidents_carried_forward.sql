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

final as (
    select
        summaries.reporting_month,
        summaries.opening_balance,
        previous.open_at_month_end as previous_open_at_month_end
    from summaries
    inner join summaries as previous
        on previous.reporting_month = (summaries.reporting_month - interval 1 month)::date
    where summaries.opening_balance <> previous.open_at_month_end
)

select * from final
