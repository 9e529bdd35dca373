-- Each Service Reference Variant's requests against their forecast, compared at the variant's own grain: all Users'
-- requests of the variant against all their forecasts of it. The thresholds are the User's, so exactly 90% and 110%
-- count.
-- grain: one row per reporting month and Service Reference Variant
-- key: reporting_month, service_reference_variant
-- units: volumes in Service Requests; percent_of_forecast in percentage points, unrounded, null without a forecast
--   above zero;
--   shown_decimals: how many decimals print percent_of_forecast on its side of the thresholds
-- source: SEC H3.24
-- classification: amber
with requests as (
    select * from stg_sr_variance
),

rules as (
    select
        at_most_percent,
        at_least_percent,
        counts_missing_forecast
    from reference.exception_rules
    where report_key = 'sr_variance'
),

variants as (
    select
        reporting_month,
        service_reference_variant,
        sum(actual_volume)::bigint as actual_volume,
        sum(forecast_volume)::bigint as forecast_volume
    from requests
    group by reporting_month, service_reference_variant
),

compared as (
    select
        variants.*,
        case when forecast_volume > 0 then actual_volume * 100 / forecast_volume end as percent_of_forecast,
        variance_exception(
            actual_volume,
            forecast_volume,
            rules.at_most_percent,
            rules.at_least_percent,
            rules.counts_missing_forecast
        ) as exception_reason,
        rules.at_most_percent,
        rules.at_least_percent
    from variants
    cross join rules
),

final as (
    select
        reporting_month,
        service_reference_variant,
        exception_reason,
        actual_volume,
        forecast_volume,
        percent_of_forecast,
        shown_decimals(
            percent_of_forecast, at_most_percent, at_least_percent, reports.percent_decimals
        ) as shown_decimals,
        exception_reason is not null as is_exception
    from compared
    cross join reference.reports as reports
    where reports.report_key = 'sr_variance'
)

select * from final
