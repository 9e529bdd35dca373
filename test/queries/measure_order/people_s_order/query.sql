select code
from (
    values
    ('PM10'), ('PM3.2.10'), ('PM3.10'), ('PM1234567'), ('PM3.2.2'), ('PM3.2'), ('CPM10'), ('CPM2'), ('PM3.2.1'), ('PM3'), ('CPM1')
) codes(code)
order by measure_order(code)
