-- Communications Hubs installed whose variant is not the expected one, by installing Party and Region.
-- grain: one row per reporting month, Region and installing Party
-- key: reporting_month, region, installing_party
-- units: installations; incorrect_percent in percentage points
-- source: SEC H13
-- classification: amber
with installations as (
    select * from stg_ch_installations
),

counted as (
    select
        reporting_month,
        coalesce(region, 'Region not given') as region,
        coalesce(installing_party, 'Party not given') as installing_party,
        count(*) as installations,
        count(*) filter (where installed_variant <> expected_variant) as incorrect_variants
    from installations
    group by all
),

final as (
    select
        *,
        incorrect_variants * 100 / installations as incorrect_percent
    from counted
)

select * from final
