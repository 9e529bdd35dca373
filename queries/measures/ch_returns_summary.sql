-- Communications Hub returns closed in a quarter: the closed date decides the quarter, also where the file spells
-- another. A closed return without an attribution is counted under Not attributed (check_ch_returns_attributed).
-- attribution_records, region_records and quarter_records are the totals of the attribution in all Regions, of the
-- Region and of the quarter.
-- grain: one row per quarter, Region and attribution with any return closed
-- key: reporting_quarter, region, attribution
-- units: returns; share_percent of the quarter's closed returns, all Regions, in percentage points; figures named in
--   suppressed_columns are null for an audience that may not be shown them
-- source: SEC F9.15
-- classification: white
-- release: counts by Region and attribution, published in OPSG_49_2405 item 3.5
-- contributors: devices
with cells as (
    select * from ch_return_cells
),

regions as (
    select
        *,
        sum(records_closed) over (partition by reporting_quarter, region)::bigint as region_records,
        bool_or(is_suppressed) over (partition by reporting_quarter, region) as is_region_suppressed
    from cells
),

final as (
    select
        reporting_quarter,
        region,
        attribution,
        case when not is_suppressed then records_closed end as records_closed,
        case when not is_suppressed then records_closed * 100 / quarter_records end as share_percent,
        case when not is_attribution_suppressed then attribution_records end as attribution_records,
        case when not is_region_suppressed then region_records end as region_records,
        case when not is_quarter_suppressed then quarter_records end as quarter_records,
        nullif(
            concat_ws(
                ',',
                case when is_suppressed then 'records_closed,share_percent' end,
                case when is_attribution_suppressed then 'attribution_records' end,
                case when is_region_suppressed then 'region_records' end,
                case when is_quarter_suppressed then 'quarter_records' end
            ), ''
        ) as suppressed_columns,
        suppressed_reason('Devices', minimum, suppressed_columns) as suppressed_reason
    from regions
)

select * from final
