select annex_month, text
from paper_paragraphs_recommendations
where section_id = 'recommendations' and position = 20
order by annex_month
