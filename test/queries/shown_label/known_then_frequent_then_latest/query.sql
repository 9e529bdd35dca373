select spelling, shown_label('fruit', spelling, load_id, source_row) as label
from (
    values
        ('APPLE', 1, 1), ('APPLE', 1, 2), ('apple.', 2, 1),
        ('Pear', 1, 3), ('Pear', 1, 4), ('pear', 2, 2),
        ('Plum', 1, 5), ('plum.', 2, 3),
        ('Fig', 2, 5), ('FIG', 2, 4)
) as fruits (spelling, load_id, source_row)
group by spelling
order by label, spelling
