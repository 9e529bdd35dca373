select section_id, heading_level, heading, classification
from paper_sections
where annex_month = date '2019-07-01'
order by position
