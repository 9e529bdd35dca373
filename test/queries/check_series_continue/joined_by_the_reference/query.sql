select
    (select count(*) from check_series_continue) as breaks,
    max(current_streak_months) as streak
from breach_streaks where measure_code = 'PM2' and level = 'target'
