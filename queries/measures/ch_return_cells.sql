-- Communications Hub returns closed in a quarter by Region and attribution, exact, and which of them the session's
-- audience may not be shown. The totals by attribution are published, so those are protected first, and then the
-- Regions within one; a Region's total is published only where all its attributions are. The closed date decides the
-- quarter, also where the file spells another. A closed return without an attribution is counted under Not attributed
-- (check_ch_returns_attributed).
-- grain: one row per quarter, Region and attribution with any return closed
-- key: reporting_quarter, region, attribution
-- units: returns; minimum in Devices, 0 where nothing is suppressed
-- source: SEC F9.15
-- classification: amber
with returns as (
    select * from stg_ch_returns where closed_date is not null
),

counted as (
    select
        date_trunc('quarter', closed_date)::date as reporting_quarter,
        coalesce(region, 'Region not given') as region,
        coalesce(attribution, 'Not attributed') as attribution,
        count(*) as records_closed,
        minimum_group('devices', 'ch_returns') as minimum
    from returns
    group by all
),

attributions as (
    select
        reporting_quarter,
        attribution,
        minimum,
        sum(records_closed)::bigint as attribution_records,
        sum(sum(records_closed)) over (partition by reporting_quarter)::bigint as quarter_records
    from counted
    group by reporting_quarter, attribution, minimum
),

judged_attributions as (
    select
        *,
        quarter_records < minimum as is_quarter_suppressed,
        quarter_records < minimum
        or is_suppressed(attribution_records, minimum, reporting_quarter, attribution) as is_attribution_suppressed
    from attributions
),

final as (
    select
        counted.reporting_quarter,
        counted.region,
        counted.attribution,
        counted.records_closed,
        judged_attributions.attribution_records,
        judged_attributions.quarter_records,
        counted.minimum,
        judged_attributions.is_attribution_suppressed
        or is_suppressed(
            counted.records_closed, counted.minimum, (counted.reporting_quarter, counted.attribution), counted.region
        ) as is_suppressed,
        judged_attributions.is_attribution_suppressed,
        judged_attributions.is_quarter_suppressed
    from counted
    inner join judged_attributions
        on judged_attributions.reporting_quarter = counted.reporting_quarter
        and judged_attributions.attribution = counted.attribution
)

select * from final
