select breach_streaks.reporting_month, frequency, is_breach, current_streak_months, months_to_date, is_bounded_by_gap
from breach_streaks where measure_code = 'PM1.2' and level = 'target' order by reporting_month
