-- A measure has one version of its levels at a time, and a version ends after it starts. Mend
-- data/reference/measures.csv.
-- grain: one row per version that meets the one before it
-- key: measure_code, provider, valid_from
-- units: none
-- source: project
-- classification: white
-- severity: error
with versions as (
    select
        measure_code,
        provider,
        coalesce(valid_from, date '1900-01-01') as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to
    from reference.measures
),

followed as (
    select
        *,
        lag(valid_to) over (partition by measure_code, provider order by valid_from, valid_to) as previous_valid_to
    from versions
),

final as (
    select * from followed where valid_from <= previous_valid_to or valid_to < valid_from
)

select * from final
