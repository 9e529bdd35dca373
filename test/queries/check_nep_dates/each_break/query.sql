select nep_reference, source_row from check_nep_dates order by 1
