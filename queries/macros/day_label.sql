-- 2 August 2019.
create or replace macro day_label(day) as strftime((day)::date, '%-d %B %Y');
