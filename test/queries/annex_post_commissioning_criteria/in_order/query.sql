select row_position, criterion, devices from annex_post_commissioning_criteria where annex_month = '2019-07-01' order by 1
