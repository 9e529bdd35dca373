select section_id, heading_level, heading, classification
from headlines_sections
where annex_month = date '2021-04-01'
order by position
