select reporting_month, report, source_row from check_register_dates_plausible order by source_row
