-- Service Levels achieved, from the current loads. measure_code is the catalogue's code: reference.measure_spellings says
-- how else the DCC writes it. A measure that moved to another code or provider has those of today in every month
-- (reference.measure_successors). A code that the catalogue does not know stays (check_measures_known).
-- has_nothing_to_measure: no percentage is given, and the total is zero or not given.
-- grain: one row per reporting month, provider, Region and measure
-- key: reporting_month, provider, region, measure_code
-- units: percentages in points; within_target and total in the measure's own events
-- source: SEC H13.1, H13.4 and L8.6
-- classification: white
with current_rows as (
    select extract_rows.*
    from extracts.performance_measures as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

names as (
    select
        measure_name as spelling,
        shown_label('measure name', measure_name, load_id, source_row) as label
    from current_rows
    group by measure_name
),

spellings as (
    select
        upper(regexp_replace(spelling, '\s', '', 'g')) as spelling,
        provider,
        min(measure_code) as measure_code
    from reference.measure_spellings
    group by all
),

successors as (
    select
        measure_code,
        provider,
        max_by(successor_code, first_month) as successor_code,
        max_by(successor_provider, first_month) as successor_provider,
        max(first_month) as first_month
    from reference.measure_successors
    group by all
),

coded as (
    select
        current_rows.*,
        coalesce(spellings.measure_code, current_rows.measure) as measure_code
    from current_rows
    left join spellings
        on spellings.spelling = current_rows.measure and spellings.provider = current_rows.provider
),

final as (
    select
        coded.load_id,
        coded.source_row,
        coded.period as reporting_month,
        coalesce(successors.successor_code, coded.measure_code) as measure_code,
        names.label as measure_name,
        coalesce(successors.successor_provider, coded.provider) as provider,
        coded.region,
        coded.within_target,
        coded.total,
        -- Nobody publishes more than nine decimals: a formula's 98.99999999999999 is 99.
        round(coded.achieved_percent, 9) as achieved_percent,
        round(coded.target_percent, 9) as target_percent,
        round(coded.minimum_percent, 9) as minimum_percent,
        coded.achieved_percent is null and coalesce(coded.total, 0) = 0 as has_nothing_to_measure
    from coded
    left join names on names.spelling = coded.measure_name
    left join successors
        on successors.measure_code = coded.measure_code
        and successors.provider = coded.provider
        and coded.period < successors.first_month
)

select * from final
