-- How long the Incidents open at the end of the annex's period had been open.
-- grain: one row per annex month and age band
-- key: annex_month, band_position
-- units: Incidents
-- source: SEC Appendix AG 2.5.10
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'rdp_incidents'
),

measured as (
    select * from rdp_incident_ageing
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measured.band_position
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_month = periods.period
)

select * from final
