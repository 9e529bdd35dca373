select calendar_date, is_working_day, working_day_number from calendar_days where calendar_date < '2021-01-07' or calendar_date > '2021-12-30' order by 1
