select row_position, region, exception_reason, exceptions from annex_ch_exceptions where annex_month = '2019-07-01' order by 1
