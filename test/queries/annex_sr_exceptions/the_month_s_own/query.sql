select annex_month, row_position, user_id, exception_reason from annex_sr_exceptions order by all
