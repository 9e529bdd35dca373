select row_position, region, installing_party, incorrect_variants from annex_ch_variants_by_party where annex_month = '2019-07-01' order by 1
