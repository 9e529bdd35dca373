select calendar_date, is_working_day from calendar_days where calendar_date in ('2019-08-05', '2019-08-26', '2019-04-22') order by 1
