-- The reason why a volume is an exception to its forecast; null when it is none. The rule is a row of
-- reference.exception_rules. Both percentages are inclusive, and volumes are compared as whole numbers. Any volume above zero
-- exceeds a forecast of zero.
create or replace macro variance_exception(
    actual_volume, forecast_volume, at_most_percent, at_least_percent, counts_missing_forecast
) as
    case
        when (forecast_volume) > 0 and (actual_volume) * 100 <= (forecast_volume) * (at_most_percent)
            then 'at or below ' || (at_most_percent) || '% of forecast'
        when (forecast_volume) > 0 and (actual_volume) * 100 >= (forecast_volume) * (at_least_percent)
            then 'at or above ' || (at_least_percent) || '% of forecast'
        when (forecast_volume) = 0 and (actual_volume) > 0 then 'forecast of zero'
        when (forecast_volume) is null and (actual_volume) > 0 and (counts_missing_forecast)
            then 'no forecast submitted'
    end;
