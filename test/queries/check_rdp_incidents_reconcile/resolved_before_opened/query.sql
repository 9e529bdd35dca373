select reporting_month, opening_balance, opened, resolved, open_at_month_end from check_rdp_incidents_reconcile
