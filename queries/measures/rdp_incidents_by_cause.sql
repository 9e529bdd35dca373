-- Incidents of a month by Registration Data Provider and cause.
-- grain: one row per reporting month, RDP and cause
-- key: reporting_month, rdp, cause
-- units: Incidents; oldest_open_days from opening to the month's end, null when none is open
-- source: SEC Appendix AG 2.5.10
-- classification: amber
with incidents as (
    select * from rdp_incident_states
),

final as (
    select
        reporting_month,
        rdp,
        cause,
        count(*) filter (where is_opened) as opened,
        count(*) filter (where is_resolved) as resolved,
        count(*) filter (where is_open_at_month_end) as open_at_month_end,
        count(*) filter (where is_closed_since) as closed_since,
        max(age_days) as oldest_open_days
    from incidents
    group by reporting_month, rdp, cause
)

select * from final
