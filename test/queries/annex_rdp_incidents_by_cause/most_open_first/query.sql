select row_position, rdp, cause from annex_rdp_incidents_by_cause order by 1
