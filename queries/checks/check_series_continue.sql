-- No series of a measure ends in the month before another one begins that has its code, its provider or its name, and its
-- Region: streaks and counts begin anew there. If it is one measure that moved to another code or provider, say so in
-- data/reference/measure_successors.csv; if it was retired, give its last month in data/reference/measures.csv.
-- grain: one row per series that ended and series that began in its place
-- key: load_id, source_row, measure_code, provider
-- units: none
-- source: SEC H13.4
-- classification: white
-- severity: warning
with measurements as (
    select * from stg_performance_measures
),

published as (
    select
        reporting_month,
        lead(reporting_month) over (order by reporting_month) as next_month
    from (select distinct reporting_month from measurements)
),

bounds as (
    select
        min(reporting_month) as first_month,
        max(reporting_month) as last_month
    from published
),

catalogue as (
    select
        measure_code,
        provider,
        bool_or(frequency = 'quarterly') as is_quarterly,
        bool_and(valid_to is not null) as is_retired
    from reference.measures
    group by measure_code, provider
),

series as (
    select
        measurements.measure_code,
        measurements.provider,
        measurements.region,
        label_key(arg_max(measurements.measure_name, measurements.reporting_month)) as name_key,
        min(measurements.reporting_month) as first_month,
        max(measurements.reporting_month) as last_month,
        arg_min(measurements.load_id, measurements.reporting_month) as load_id,
        arg_min(measurements.source_row, measurements.reporting_month) as source_row,
        coalesce(any_value(catalogue.is_quarterly), false) as is_quarterly,
        coalesce(any_value(catalogue.is_retired), false) as is_retired
    from measurements
    left join catalogue
        on catalogue.measure_code = measurements.measure_code and catalogue.provider = measurements.provider
    group by measurements.measure_code, measurements.provider, measurements.region
),

final as (
    select
        began.first_month as reporting_month,
        ended.measure_code,
        ended.provider,
        ended.region,
        ended.last_month as ended_month,
        began.measure_code as began_measure_code,
        began.provider as began_provider,
        began.load_id,
        began.source_row
    from series as ended
    cross join bounds
    inner join published on published.reporting_month = ended.last_month
    inner join series as began
        on began.region = ended.region
        and (
            began.measure_code = ended.measure_code
            or began.provider = ended.provider
            or began.name_key = ended.name_key
        )
        and began.first_month > ended.last_month
        and (
            began.first_month = published.next_month
            or (ended.is_quarterly and began.first_month <= ended.last_month + interval 3 month)
        )
    where
        not ended.is_retired
        and (not ended.is_quarterly or ended.last_month <= bounds.last_month - interval 3 month)
)

select * from final
