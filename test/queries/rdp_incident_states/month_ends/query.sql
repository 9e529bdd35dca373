select right(incident_reference, 1) as incident, age_days, is_in_opening_balance, is_opened, is_resolved, is_open_at_month_end, is_closed_since from rdp_incident_states order by 1
