select row_position, service_reference_variant, actual_volume, is_exception from annex_sr_variance_by_srv where annex_month = '2019-07-01' order by all
