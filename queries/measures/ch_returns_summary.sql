-- Communications Hub returns closed in a quarter: the closed date decides the quarter, also where the file spells
-- another. A closed return without an attribution is counted under Not attributed (check_ch_returns_attributed).
-- grain: one row per quarter, Region and attribution with any return closed
-- key: reporting_quarter, region, attribution
-- units: records_closed in returns; share_percent of the quarter's closed returns, all Regions, in percentage points
-- source: SEC F9.15
-- classification: white
-- release: counts by Region and attribution, published in OPSG_49_2405 item 3.5
with returns as (
    select * from stg_ch_returns where closed_date is not null
),

counted as (
    select
        date_trunc('quarter', closed_date)::date as reporting_quarter,
        coalesce(region, 'Region not given') as region,
        coalesce(attribution, 'Not attributed') as attribution,
        count(*) as records_closed
    from returns
    group by all
),

final as (
    select
        *,
        records_closed * 100 / sum(records_closed) over (partition by reporting_quarter) as share_percent
    from counted
)

select * from final
