select reporting_month, without_commissioned_date, commissioned_later, period_ends, source_row from check_post_commissioning_dates order by 1
