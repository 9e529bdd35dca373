-- Communications Hubs installed with an incorrect variant, by Region: the annex's period and the twelve months before
-- it, newest first.
-- grain: one row per annex month, reporting month and Region
-- key: annex_month, reporting_month, region
-- units: installations; percentages in points
-- source: SEC H13
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'ch_variants'
),

measured as (
    select * from ch_variant_errors
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measured.reporting_month desc, region_order(measured.region)
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_month between periods.period - interval 12 month and periods.period
)

select * from final
