-- Communications Hubs installed whose variant is not the expected one. An installation with either variant not given is
-- counted as an installation and not as incorrect. month_installations and month_incorrect_variants are the totals of
-- all Regions.
-- grain: one row per reporting month and Region
-- key: reporting_month, region
-- units: installations; incorrect_percent in percentage points; figures named in suppressed_columns are null for an
--   audience that may not be shown them
-- source: SEC H13
-- classification: white
-- release: counts by Region, published in SECP_72_1309_22 section 3.1
-- contributors: devices
with installations as (
    select * from stg_ch_installations
),

counted as (
    select
        reporting_month,
        coalesce(region, 'Region not given') as region,
        count(*) as installations,
        count(*) filter (where installed_variant <> expected_variant) as incorrect_variants,
        minimum_group('devices', 'ch_installations') as minimum
    from installations
    group by all
),

totals as (
    select
        *,
        sum(installations) over (partition by reporting_month)::bigint as month_installations,
        sum(incorrect_variants) over (partition by reporting_month)::bigint as month_incorrect_variants
    from counted
),

judged as (
    select
        *,
        month_installations < minimum as is_month_suppressed,
        month_incorrect_variants between 1 and minimum - 1 as is_month_incorrect_suppressed,
        month_installations < minimum or is_suppressed(installations, minimum, reporting_month, region)
            as is_region_suppressed,
        incorrect_variants > 0
        and (
            month_incorrect_variants < minimum
            or is_suppressed(incorrect_variants, minimum, reporting_month, region)
        ) as is_incorrect_suppressed
    from totals
),

final as (
    select
        reporting_month,
        region,
        case when not is_region_suppressed then installations end as installations,
        case when not is_incorrect_suppressed then incorrect_variants end as incorrect_variants,
        case
            when not is_region_suppressed and not is_incorrect_suppressed then incorrect_variants * 100 / installations
        end as incorrect_percent,
        case when not is_month_suppressed then month_installations end as month_installations,
        case when not is_month_incorrect_suppressed then month_incorrect_variants end as month_incorrect_variants,
        incorrect_variants > 0 as has_incorrect_variants,
        nullif(
            concat_ws(
                ',',
                case when is_region_suppressed then 'installations' end,
                case when is_incorrect_suppressed then 'incorrect_variants' end,
                case when is_region_suppressed or is_incorrect_suppressed then 'incorrect_percent' end,
                case when is_month_suppressed then 'month_installations' end,
                case when is_month_incorrect_suppressed then 'month_incorrect_variants' end
            ), ''
        ) as suppressed_columns,
        suppressed_reason('Devices', minimum, suppressed_columns) as suppressed_reason
    from judged
)

select * from final
