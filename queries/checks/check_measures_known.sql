-- Every measure of the report has a code that data/reference/measures.csv knows. Another one starts a series of its own: add
-- it there, or as another spelling of a code to data/reference/measure_spellings.csv, or as the successor of one to
-- data/reference/measure_successors.csv.
-- grain: one row per reporting month, provider, Region and measure with another code
-- key: load_id, source_row
-- units: none
-- source: SEC H13.1
-- classification: white
-- severity: warning
with measurements as (
    select * from stg_performance_measures
),

known as (
    select distinct measure_code from reference.measures
    union
    select distinct successor_code as measure_code from reference.measure_successors
),

final as (
    select
        measurements.reporting_month,
        measurements.measure_code,
        measurements.measure_name,
        measurements.provider,
        measurements.region,
        measurements.load_id,
        measurements.source_row
    from measurements
    left join known on known.measure_code = measurements.measure_code
    where known.measure_code is null
)

select * from final
