select reporting_month, level, is_breach, current_streak_months, streak_started_month, breaches_to_date, months_to_date, last_met_month, is_bounded_by_gap
from breach_streaks
where reporting_month in ('2018-12-01', '2019-05-01', '2019-06-01', '2019-07-01', '2021-03-01') and (level = 'target' or reporting_month = '2021-03-01')
order by level desc, reporting_month
