-- What orders measures as people do: CPM1 before CPM10, PM3.2 before PM3.10, CPMs before PMs.
create or replace macro measure_order(measure_code) as
    regexp_extract(measure_code, '^[^0-9]*')
    || lpad(regexp_extract(measure_code, '([0-9]+)', 1), 6, '0')
    || lpad(regexp_extract(measure_code, '[0-9]+[^0-9]+([0-9]+)', 1), 6, '0');
