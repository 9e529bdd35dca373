-- The report's levels are those known for the measure in that month. A change of level belongs into
-- data/reference/measures.csv as a new dated version with its source.
-- grain: one row per reporting month, provider, Region and measure where they differ
-- key: reporting_month, provider, region, measure_code
-- units: percentages in points
-- source: SEC H13.1
-- classification: white
-- severity: warning
with measurements as (
    select * from stg_performance_measures
),

reference_measures as (
    select * from reference.measures
),

final as (
    select
        measurements.reporting_month,
        measurements.provider,
        measurements.region,
        measurements.measure_code,
        measurements.target_percent,
        reference_measures.target_percent as reference_target_percent,
        measurements.minimum_percent,
        reference_measures.minimum_percent as reference_minimum_percent,
        measurements.load_id,
        measurements.source_row
    from measurements
    inner join reference_measures
        on reference_measures.measure_code = measurements.measure_code
        and reference_measures.provider = measurements.provider
        and measurements.reporting_month
        between coalesce(reference_measures.valid_from, date '1900-01-01')
        and coalesce(reference_measures.valid_to, date '9999-12-31')
    where
        measurements.target_percent <> reference_measures.target_percent
        or measurements.minimum_percent <> reference_measures.minimum_percent
)

select * from final
