select row_position, action_reference, state, is_overdue from annex_actions where annex_month = '2019-07-01' order by 1
