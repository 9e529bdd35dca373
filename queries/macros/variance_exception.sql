-- Why a volume is an exception to its forecast, null when it is none: at or above 110% of it, at or below the least
-- percentage (null where a report has none; exactly at either counts), or anything without a forecast above zero.
-- Volumes are compared as whole numbers: variance_exception(110, 100, 90) is 'at or above 110% of forecast'.
create or replace macro variance_exception(actual_volume, forecast_volume, least_percent) as
    case
        when (forecast_volume) > 0 and (actual_volume) * 100 <= (forecast_volume) * (least_percent)
            then 'at or below ' || (least_percent) || '% of forecast'
        when (forecast_volume) > 0 and (actual_volume) * 100 >= (forecast_volume) * 110
            then 'at or above 110% of forecast'
        when (forecast_volume) is null and (actual_volume) > 0 then 'no forecast submitted'
        when (forecast_volume) = 0 and (actual_volume) > 0 then 'forecast of zero'
    end;
