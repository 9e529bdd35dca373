select extract, column_name, label_kind, label_key, label, spelling, spelt_rows, first_row
from label_spellings order by load_id, column_name, spelling
