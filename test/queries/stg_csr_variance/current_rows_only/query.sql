select reporting_month, count(*) as row_count, count(forecast_volume) as forecasts, min(source_row) as first_row from stg_csr_variance group by all order by all
