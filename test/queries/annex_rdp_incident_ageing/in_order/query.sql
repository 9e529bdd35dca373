select row_position, age_band, open_at_month_end from annex_rdp_incident_ageing order by 1
