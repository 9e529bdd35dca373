select reporting_month, opening_balance, previous_open_at_month_end, note from check_rdp_incidents_carried_forward order by 1
