select row_position, device_type, devices from annex_post_commissioning_by_device_type order by 1
