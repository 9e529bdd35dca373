select reporting_quarter, previous_open_problems, opened, closed, open_problems, note from check_problems_carried_forward
