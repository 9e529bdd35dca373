select device_id, device_type, user_id, fails_a, fails_b, fails_c, fails_d, fails_e from post_commissioning_failures order by 1
