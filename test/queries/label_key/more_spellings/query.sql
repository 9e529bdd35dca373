select example, count(distinct label_key(text)) as labels
from (
    values
        ('case and blanks', 'No fault found'),
        ('case and blanks', 'NO FAULT FOUND'),
        ('case and blanks', 'no' || chr(9) || 'fault' || chr(10) || ' found'),
        ('full stops', 'Lost or stolen'),
        ('full stops', 'Lost or stolen. '),
        ('full stops', 'LOST OR STOLEN' || chr(160) || '.'),
        ('quotes', 'User''s aerial'),
        ('quotes', 'User’s aerial'),
        ('quotes', 'User‘s aerial'),
        ('quotes', 'User´s aerial'),
        ('double quotes', '"Lost" hub'),
        ('double quotes', '“Lost” hub'),
        ('double quotes', '„Lost“ hub'),
        ('dashes', 'SM-WAN fault'),
        ('dashes', 'SM‑WAN fault'),
        ('dashes', 'SM–WAN fault'),
        ('dashes', 'SM—WAN fault'),
        ('dashes', 'SM−WAN fault'),
        ('one letter', 'Damaged case'),
        ('one letter', 'Damaged cases'),
        ('a dash or none', 'SM WAN'),
        ('a dash or none', 'SM-WAN'),
        ('a stop inside', 'Variant 450'),
        ('a stop inside', 'Variant 45.0'),
        ('numbers', '4.10'),
        ('numbers', '4.1'),
        ('a question', 'Fault?'),
        ('a question', 'Fault')
) as examples (example, text)
group by example
order by example
