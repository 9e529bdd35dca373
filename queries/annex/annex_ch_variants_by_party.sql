-- Communications Hubs installed with an incorrect variant in the annex's period, by Region and installing Party, most
-- first.
-- grain: one row per annex month, Region and installing Party
-- key: annex_month, region, installing_party
-- units: installations; percentages in points
-- source: SEC H13
-- classification: amber
with periods as (
    select * from annex_periods where report_key = 'ch_variants'
),

measured as (
    select * from ch_variant_errors_by_party
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by region_order(measured.region), measured.incorrect_variants desc, measured.installing_party
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_month = periods.period
)

select * from final
