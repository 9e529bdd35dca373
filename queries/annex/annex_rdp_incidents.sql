-- Incidents that need a Registration Data Provider: the annex's period and the twelve months before it, newest first.
-- grain: one row per annex month and reporting month
-- key: annex_month, reporting_month
-- units: Incidents
-- source: SEC Appendix AG 2.5.10
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'rdp_incidents'
),

measured as (
    select * from rdp_incident_summary
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measured.reporting_month desc
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_month between periods.period - interval 12 month and periods.period
)

select * from final
