select reporting_month, value, words, is_true
from claim_anniversary
where level = 'target' and value in (11, 12, 13, 24)
order by reporting_month
