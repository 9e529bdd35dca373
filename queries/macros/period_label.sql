-- A report's period as the papers write it: Q2 2019 for a quarterly report, July 2019 for any other.
create or replace macro period_label(period_start, frequency) as
    case
        when (frequency) = 'quarterly' then
            'Q' || quarter((period_start)::date)::varchar || ' ' || year((period_start)::date)::varchar
        else strftime((period_start)::date, '%B %Y')
    end;
