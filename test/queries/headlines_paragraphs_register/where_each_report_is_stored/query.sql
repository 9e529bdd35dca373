select section_id, kind, text
from headlines_paragraphs_register
where annex_month = date '2021-04-01'
order by section_id, position
