-- Communications Hub returns still in triage in a quarter's extract: returned by its end and not closed.
-- grain: one row per quarter and Region of an extract, 0 where none is in triage
-- key: reporting_quarter, region
-- units: returns; figures named in suppressed_columns are null for an audience that may not be shown them:
--   records_closed already where ch_returns_summary suppresses anything of the quarter
-- source: SEC F9.15
-- classification: white
-- release: counts by Region, as SECP_72_1309_22 Annex A row 2 says that none had been through triage
-- contributors: devices
with returns as (
    select * from stg_ch_returns
),

closed as (
    select
        reporting_quarter,
        bool_or(is_suppressed) as is_suppressed
    from ch_return_cells
    group by reporting_quarter
),

counted as (
    select
        reporting_quarter,
        coalesce(region, 'Region not given') as region,
        count(*) filter (where closed_date is null) as records_in_triage,
        count(*) filter (where closed_date is not null) as records_closed,
        minimum_group('devices', 'ch_returns') as minimum
    from returns
    group by all
),

totals as (
    select
        *,
        sum(records_in_triage) over (partition by reporting_quarter)::bigint as quarter_in_triage,
        sum(records_closed) over (partition by reporting_quarter)::bigint as quarter_closed
    from counted
),

judged as (
    select
        totals.*,
        totals.quarter_in_triage > 0 and totals.quarter_in_triage < totals.minimum as is_total_suppressed,
        totals.records_in_triage > 0 and totals.quarter_in_triage < totals.minimum
        or is_suppressed(totals.records_in_triage, totals.minimum, totals.reporting_quarter, totals.region)
            as is_triage_suppressed,
        totals.records_closed > 0
        and (
            totals.quarter_closed < totals.minimum
            or coalesce(closed.is_suppressed, false)
            or is_suppressed(totals.records_closed, totals.minimum, totals.reporting_quarter, totals.region)
        ) as is_closed_suppressed
    from totals
    left join closed on closed.reporting_quarter = totals.reporting_quarter
),

final as (
    select
        reporting_quarter,
        region,
        case when not is_triage_suppressed then records_in_triage end as records_in_triage,
        case when not is_closed_suppressed then records_closed end as records_closed,
        case when not is_total_suppressed then quarter_in_triage end as quarter_in_triage,
        quarter_in_triage > 0 as has_any_in_triage,
        quarter_closed > 0 as has_any_closed,
        nullif(
            concat_ws(
                ',',
                case when is_triage_suppressed then 'records_in_triage' end,
                case when is_closed_suppressed then 'records_closed' end,
                case when is_total_suppressed then 'quarter_in_triage' end
            ), ''
        ) as suppressed_columns,
        suppressed_reason('Devices', minimum, suppressed_columns) as suppressed_reason
    from judged
)

select * from final
