select section_id, position, kind, text
from paper_paragraphs_actions
where annex_month = date '2019-07-01'
order by section_id, position
