select row_position, requests, user_id, actual_volume from annex_users_without_forecast order by 1
