-- What each Incident of a month's extract counts as. An Incident opened before the month and not resolved before it is
-- in the opening balance. An Incident ends on the later of its resolved and its closed date.
-- "Closed since" counts from the day on which the register says the month's report was issued (S4), else from the month's
-- end. An Incident without an opened date counts as opened before the month.
-- grain: one row per reporting month and Incident
-- key: reporting_month, incident_reference
-- units: age_days from opening to the month's end, null unless open then
-- source: SEC Appendix AG 2.5.10; S4 (OPSG_49_2405 item 3.1)
-- classification: amber
with incidents as (
    select
        *,
        last_day(reporting_month) as month_end,
        coalesce(opened_date, date '1900-01-01') as known_opened_date
    from stg_rdp_incidents
),

issues as (
    select
        register.period as reporting_month,
        max(register.published_date) as issued_date
    from stg_report_register as register
    inner join reference.reports as reports
        on reports.report_number = register.report_number and reports.report_key = 'rdp_incidents'
    group by register.period
),

states as (
    select
        incidents.*,
        issues.issued_date,
        greatest(coalesce(issues.issued_date, incidents.month_end), incidents.month_end) as counted_from,
        greatest(incidents.closed_date, incidents.resolved_date) as ended_date,
        known_opened_date < incidents.reporting_month and coalesce(resolved_date >= incidents.reporting_month, true)
            as is_in_opening_balance,
        known_opened_date between incidents.reporting_month and month_end as is_opened,
        coalesce(resolved_date between incidents.reporting_month and month_end, false) as is_resolved,
        known_opened_date <= month_end and coalesce(resolved_date > month_end, true) as is_open_at_month_end
    from incidents
    left join issues on issues.reporting_month = incidents.reporting_month
),

final as (
    select
        reporting_month,
        incident_reference,
        coalesce(rdp, 'RDP not given') as rdp,
        category,
        coalesce(cause, 'Cause not known') as cause,
        case when is_open_at_month_end then month_end - opened_date end as age_days,
        is_in_opening_balance,
        is_opened,
        is_resolved,
        is_open_at_month_end,
        is_open_at_month_end and coalesce(ended_date > month_end and ended_date <= counted_from, false)
            as is_closed_before_issue,
        is_open_at_month_end and coalesce(ended_date > counted_from, false) as is_closed_since,
        issued_date,
        opened_date,
        resolved_date,
        closed_date,
        load_id,
        source_row
    from states
)

select * from final
