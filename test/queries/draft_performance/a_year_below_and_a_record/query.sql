select position, text
from draft_performance
where annex_month = date '2019-01-01'
order by position
