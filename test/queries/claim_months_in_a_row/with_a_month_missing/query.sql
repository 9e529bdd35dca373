select reporting_month, value, words, is_true
from claim_months_in_a_row
where level = 'target'
order by reporting_month
