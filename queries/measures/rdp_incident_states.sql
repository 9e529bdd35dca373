-- What each Incident of a month's extract counts as. An Incident opened before the month and not resolved before it is
-- in the opening balance; closed since means open at the month's end and resolved or closed after it, as the extract
-- was written later. An Incident without an opened date is taken to be from before the month.
-- grain: one row per reporting month and Incident
-- key: reporting_month, incident_reference
-- units: age_days from opening to the month's end, null unless open then
-- source: SEC Appendix AG 2.5.10
-- classification: amber
with incidents as (
    select
        *,
        last_day(reporting_month) as month_end,
        coalesce(opened_date, date '1900-01-01') as known_opened_date
    from stg_rdp_incidents
),

states as (
    select
        *,
        known_opened_date < reporting_month and coalesce(resolved_date >= reporting_month, true)
            as is_in_opening_balance,
        known_opened_date between reporting_month and month_end as is_opened,
        coalesce(resolved_date between reporting_month and month_end, false) as is_resolved,
        known_opened_date <= month_end and coalesce(resolved_date > month_end, true) as is_open_at_month_end
    from incidents
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
        is_open_at_month_end
        and (coalesce(resolved_date > month_end, false) or coalesce(closed_date > month_end, false))
            as is_closed_since,
        opened_date,
        resolved_date,
        closed_date,
        load_id,
        source_row
    from states
)

select * from final
