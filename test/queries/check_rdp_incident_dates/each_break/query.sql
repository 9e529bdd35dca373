select source_row from check_rdp_incident_dates order by 1
