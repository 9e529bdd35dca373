select reporting_month, subject, value, words, is_true
from claim_first_time_in
where level = 'target'
order by subject, reporting_month
