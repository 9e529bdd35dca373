select row_position, reporting_month, status, reason, incomplete_devices, added, removed, compared_with_month from annex_post_commissioning_movement where annex_month = '2019-07-01' order by 1
