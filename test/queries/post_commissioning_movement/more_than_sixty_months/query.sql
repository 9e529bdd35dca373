select reporting_month, incomplete_devices, added, removed, compared_with_month from post_commissioning_movement where reporting_month >= '2018-11-01' order by 1
