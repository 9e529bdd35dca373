-- What orders measures as people do: CPM1 before CPM10, PM3.2 before PM3.10, PM3.2.1 before PM3.2.2, CPMs before PMs. Every
-- number is written with six digits: zeros are put before it, and those beyond six taken off again.
create or replace macro measure_order(measure_code) as
    regexp_replace(regexp_replace(measure_code, '([0-9]+)', '00000\1', 'g'), '0*([0-9]{6,})', '\1', 'g');
