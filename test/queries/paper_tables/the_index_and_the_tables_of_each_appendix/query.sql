select section_id, position, table_name
from paper_tables
where annex_month = date '2019-07-01'
order by section_id, position
