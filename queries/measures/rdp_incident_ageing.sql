-- How long the Incidents open at a month's end had been open by then.
-- grain: one row per reporting month and age band, 0 where none is in the band
-- key: reporting_month, band_position
-- units: Incidents; ages in days from opening to the month's end
-- source: SEC Appendix AG 2.5.10
-- classification: white
-- release: counts of Incidents, as SECP_72_1309_22 Annex A row 4 publishes how many are outstanding
-- contributors: none, as an Incident is nobody's; the papers publish counts of 0 and 3
with incidents as (
    select * from rdp_incident_states
),

bands (band_position, age_band, from_days, to_days) as (
    values
    (1, 'up to 7 days', 0, 7),
    (2, '8 to 30 days', 8, 30),
    (3, '31 to 90 days', 31, 90),
    (4, 'over 90 days', 91, 1000000),
    (5, 'opened date not given', null, null)
),

months as (
    select distinct reporting_month
    from incidents
),

final as (
    select
        months.reporting_month,
        bands.band_position,
        bands.age_band,
        count(incidents.incident_reference) as open_at_month_end
    from months
    cross join bands
    left join incidents
        on incidents.reporting_month = months.reporting_month
        and incidents.is_open_at_month_end
        and (
            incidents.age_days between bands.from_days and bands.to_days
            or (incidents.age_days is null and bands.from_days is null)
        )
    group by months.reporting_month, bands.band_position, bands.age_band
)

select * from final
