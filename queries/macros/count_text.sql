-- A count as the papers write it: 4077703 is 4,077,703.
create or replace macro count_text(number) as format('{:,}', (number)::bigint);
