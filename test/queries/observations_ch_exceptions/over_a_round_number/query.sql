select observation from observations_ch_exceptions where position = 10 order by reporting_month
