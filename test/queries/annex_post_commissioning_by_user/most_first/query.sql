select row_position, user_id, devices from annex_post_commissioning_by_user order by 1
