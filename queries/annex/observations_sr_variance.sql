-- What Annex A says of the Service Requests of a month.
-- grain: one row per reporting month and sentence
-- key: reporting_month, position
-- units: none
-- source: SECP_72_1309_22 Annex A row 6
-- classification: white
with summaries as (
    select * from sr_variance_summary
),

catalogue as (
    select * from reference.reports where report_key = 'sr_variance'
),

volumes as (
    select
        catalogue.report_number,
        summaries.reporting_month,
        10 as position,
        month_label(summaries.reporting_month) || ': ' || count_text(summaries.actual_volume)
        || ' requests were sent versus ' || case
            when summaries.forecast_volume > 0 then
                'a forecast of ' || count_text(summaries.forecast_volume) || '. ' || coalesce(
                    decimal_text(
                        summaries.compared_actual_volume * 100, summaries.forecast_volume, catalogue.percent_decimals
                    ),
                    -- Suppressed with the volumes of few Users; the percentage is then as published, or suppressed too.
                    format('{:.' || catalogue.percent_decimals || 'f}', summaries.percent_of_forecast),
                    '[c]'
                ) || '% of the forecast (Zero forecasts excluded from percentage).'
            when summaries.forecast_volume = 0 then 'a forecast of zero.'
            else 'no forecast.'
        end as observation
    from summaries
    cross join catalogue
),

without_forecast as (
    select
        catalogue.report_number,
        summaries.reporting_month,
        20 as position,
        case
            when summaries.missing_forecast_users = 1 then 'There was 1 User who has'
            else 'There were ' || count_text(summaries.missing_forecast_users) || ' Users who have'
        end || ' consumed services without submitting a forecast.' as observation
    from summaries
    cross join catalogue
    where summaries.missing_forecast_users > 0
),

zero_forecast as (
    select
        catalogue.report_number,
        summaries.reporting_month,
        30 as position,
        case
            when summaries.zero_forecast_users = 1 then 'There was 1 User who has'
            else 'There were ' || count_text(summaries.zero_forecast_users) || ' Users who have'
        end || ' consumed services after a forecast of zero.' as observation
    from summaries
    cross join catalogue
    where summaries.zero_forecast_users > 0
),

final as (
    select * from volumes
    union all
    select * from without_forecast
    union all
    select * from zero_forecast
)

select * from final
