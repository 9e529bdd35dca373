select reporting_quarter, nep_reference, premises from stg_network_enhancement_plans order by all
