select measure_code, level, reporting_month, is_breach, current_streak_months, streak_started_month, breaches_to_date, months_to_date, last_met_month, is_bounded_by_gap
from breach_streaks where measure_code = 'CPM1' or level = 'target' order by measure_code, level desc, reporting_month
