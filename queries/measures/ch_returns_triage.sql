-- Communications Hub returns still in triage in a quarter's extract: returned by its end and not closed.
-- grain: one row per quarter and Region of an extract, 0 where none is in triage
-- key: reporting_quarter, region
-- units: returns
-- source: SEC F9.15
-- classification: white
-- release: counts by Region, as SECP_72_1309_22 Annex A row 2 says that none had been through triage
with returns as (
    select * from stg_ch_returns
),

final as (
    select
        reporting_quarter,
        coalesce(region, 'Region not given') as region,
        count(*) filter (where closed_date is null) as records_in_triage,
        count(*) filter (where closed_date is not null) as records_closed
    from returns
    group by all
)

select * from final
