-- Incidents of the annex's period by Registration Data Provider and cause, those with most open first.
-- grain: one row per annex month, RDP and cause
-- key: annex_month, rdp, cause
-- units: Incidents; ages in days
-- source: SEC Appendix AG 2.5.10
-- classification: amber
with periods as (
    select * from annex_periods where report_key = 'rdp_incidents'
),

measured as (
    select * from rdp_incidents_by_cause
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measured.open_at_month_end desc, measured.resolved desc, measured.rdp, measured.cause
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_month = periods.period
)

select * from final
