-- 1st, 2nd, 3rd, 4th, 11th, 27th.
create or replace macro ordinal_text(number) as
    (number)::varchar || case
        when (number) % 100 between 11 and 13 then 'th'
        when (number) % 10 = 1 then 'st'
        when (number) % 10 = 2 then 'nd'
        when (number) % 10 = 3 then 'rd'
        else 'th'
    end;
