-- How the percentage of Certificate Signing Requests comes from the total, step by step: all that was sent, less what
-- Users with a forecast of zero sent, less what Users without a forecast sent, is what is compared with the forecast. The
-- first step's percentage is the naive ratio, the last one's the published figure; volumes and percentages of the steps
-- between add up to it.
-- grain: one row per reporting month and step
-- key: reporting_month, step_position
-- units: volume in CSRs, negative where it is taken off; percent_of_forecast in percentage points, unrounded, null when
--   there is no forecast above zero; forecast_volume null when no User submitted one
-- source: SEC L8.9
-- classification: white
with summaries as (
    select * from csr_variance_summary
),

catalogue as (
    select * from reference.reports where report_key = 'csr_variance'
),

steps as (
    select *
    from (
        values
        (1, 'total', 'All sent'),
        (2, 'zero_forecast', 'Less sent by Users with a forecast of zero'),
        (3, 'missing_forecast', 'Less sent by Users without a forecast'),
        (4, 'compared', 'Compared with the forecast')
    ) as listed (step_position, step, step_label)
),

volumes as (
    select
        summaries.reporting_month,
        steps.step_position,
        steps.step,
        steps.step_label,
        case steps.step
            when 'total' then summaries.actual_volume
            when 'zero_forecast' then -summaries.zero_forecast_actual_volume
            when 'missing_forecast' then -summaries.missing_forecast_actual_volume
            else summaries.compared_actual_volume
        end as volume,
        summaries.forecast_volume,
        summaries.actual_volume = summaries.compared_actual_volume as is_all_compared,
        summaries.suppressed_columns is not null
        and list_contains(
            string_split(summaries.suppressed_columns, ','),
            case steps.step when 'total' then 'actual_volume' else steps.step || '_actual_volume' end
        ) as is_suppressed,
        summaries.suppressed_reason
    from summaries
    cross join steps
),

final as (
    select
        volumes.reporting_month,
        volumes.step_position,
        volumes.step,
        volumes.step_label,
        case
            when volumes.step in ('zero_forecast', 'missing_forecast') then
                'There is nothing to compare with: not in the percentage.'
            when volumes.is_suppressed then 'It is suppressed, as few Users stand behind it or behind what was taken off.'
            when coalesce(volumes.forecast_volume, 0) = 0 then 'There is no forecast to take a percentage of.'
            when volumes.step = 'total' then
                decimal_text(volumes.volume * 100, volumes.forecast_volume, 2) || '% of the forecast.'
                || case when volumes.is_all_compared is not true then ' Not published, as part of it was not forecast.' else '' end
            else
                decimal_text(volumes.volume * 100, volumes.forecast_volume, 2) || '% of the forecast, published as '
                || decimal_text(volumes.volume * 100, volumes.forecast_volume, catalogue.percent_decimals)
                || '% (Zero forecasts excluded from percentage).'
        end as explanation,
        volumes.volume,
        volumes.forecast_volume,
        case
            when volumes.forecast_volume > 0 then volumes.volume * 100 / volumes.forecast_volume
        end as percent_of_forecast,
        case
            when volumes.is_suppressed then concat_ws(
                ',', 'volume', case when volumes.forecast_volume > 0 then 'percent_of_forecast' end
            )
        end as suppressed_columns,
        case when volumes.is_suppressed then volumes.suppressed_reason end as suppressed_reason
    from volumes
    cross join catalogue
)

select * from final
