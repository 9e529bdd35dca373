select annex_month, row_position, user_id, exception_reason from annex_csr_exceptions order by all
