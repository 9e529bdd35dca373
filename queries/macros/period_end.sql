-- The last day of a report's period.
create or replace macro period_end(period_start, frequency) as
    case
        when (frequency) = 'quarterly' then last_day(((period_start)::date + interval 2 month)::date)
        else last_day((period_start)::date)
    end;
