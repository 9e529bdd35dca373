select action_reference, report_number from stg_actions
