-- July 2019.
create or replace macro month_label(month) as strftime((month)::date, '%B %Y');
