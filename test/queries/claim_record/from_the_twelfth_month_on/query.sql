select reporting_month, figure, kind, value, words, is_true
from claim_record
where reporting_month >= date '2018-11-01'
order by reporting_month, kind
