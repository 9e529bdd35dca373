select source_row, report_number, period from stg_report_register order by source_row
