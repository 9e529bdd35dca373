-- Q2 2019: calendar quarters.
create or replace macro quarter_label(quarter_start) as
    'Q' || quarter((quarter_start)::date)::varchar || ' ' || year((quarter_start)::date)::varchar;
