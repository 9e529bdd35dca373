select reporting_month, position, observation from observations_report_register where reporting_month in ('2019-07-01', '2019-08-01', '2019-05-01') order by all
