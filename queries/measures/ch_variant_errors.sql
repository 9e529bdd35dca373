-- Communications Hubs installed whose variant is not the expected one. An installation with either variant not given is
-- counted as an installation and not as incorrect.
-- grain: one row per reporting month and Region
-- key: reporting_month, region
-- units: installations; incorrect_percent in percentage points
-- source: SEC H13
-- classification: white
-- release: counts by Region, published in SECP_72_1309_22 section 3.1
with installations as (
    select * from stg_ch_installations
),

counted as (
    select
        reporting_month,
        coalesce(region, 'Region not given') as region,
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
