select section_id, kind, text
from paper_paragraphs_recommendations
where annex_month = date '2019-07-01'
order by section_id desc, position
