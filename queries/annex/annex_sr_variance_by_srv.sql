-- Service Requests against forecast by Service Reference Variant, in the annex's period: the largest volume first.
-- grain: one row per annex month and Service Reference Variant
-- key: annex_month, service_reference_variant
-- units: volumes in Service Requests; percentages in points
-- source: SEC H3.24
-- classification: amber
with periods as (
    select * from annex_periods where report_key = 'sr_variance'
),

variants as (
    select * from sr_variance_by_srv
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by variants.actual_volume desc, variants.service_reference_variant
        ) as row_position,
        variants.*
    from periods
    inner join variants on variants.reporting_month = periods.period
)

select * from final
