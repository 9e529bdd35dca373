select
    breach_streaks.reporting_month, status, is_breach, current_streak_months, streak_started_month, breaches_to_date,
    months_to_date, is_bounded_by_gap
from breach_streaks
inner join performance_levels on performance_levels.reporting_month = breach_streaks.reporting_month
where level = 'target'
order by breach_streaks.reporting_month
