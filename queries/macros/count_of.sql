-- A count with its noun: count_of(1, 'month') is 1 month, count_of(1234, 'month') is 1,234 months.
create or replace macro count_of(number, noun) as
    format('{:,}', (number)::bigint) || ' ' || (noun) || case when (number) = 1 then '' else 's' end;
