select spelling, shown_label('fruit', spelling, load_id) as label
from (
    values
        ('APPLE', 1), ('APPLE', 1), ('apple.', 2),
        ('Pear', 1), ('Pear', 1), ('pear', 2),
        ('Plum', 1), ('plum.', 2)
) as fruits (spelling, load_id)
group by spelling
order by label, spelling
