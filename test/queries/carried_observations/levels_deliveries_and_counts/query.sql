select report_number, subject, position, observation, state, previous_percent, percent, previous_count, count, previous_month
from carried_observations
where annex_month = date '2019-07-01'
order by report_number, position
