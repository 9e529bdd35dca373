select example, label_key(text) as answer
from (
    values
        (1, 'No incident raised'),
        (2, '  NO   incident raised. '),
        (3, 'No' || chr(160) || 'incident' || chr(8201) || 'raised.'),
        (4, '‘Aerial’ – “broken”'),
        (5, '''aerial'' - "broken"'),
        (6, 'Dual‑supplier'),
        (7, 'Dual−supplier'),
        (8, 'cafe' || chr(769)),
        (9, 'Café'),
        (10, 'RDP 1.2'),
        (11, null)
) as examples (example, text)
order by example
