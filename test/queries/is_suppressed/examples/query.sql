select total_name, group_name, is_suppressed(size, 5, total_name, group_name) as is_hidden
from (
    values
    ('exactly five', 'a', 5), ('exactly five', 'b', 100),
    ('none', 'a', 0), ('none', 'b', 12),
    ('one small', 'a', 4), ('one small', 'b', 7), ('one small', 'c', 8), ('one small', 'd', 0),
    ('ties', 'a', 6), ('ties', 'b', 3), ('ties', 'c', 6),
    ('two enough', 'a', 3), ('two enough', 'b', 4), ('two enough', 'c', 5),
    ('two small', 'a', 1), ('two small', 'b', 9), ('two small', 'c', 2), ('two small', 'd', 10)
) as groups (total_name, group_name, size)
order by total_name, group_name
