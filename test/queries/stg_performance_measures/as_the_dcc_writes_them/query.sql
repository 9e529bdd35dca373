select reporting_month, measure_code, measure_name, provider, region
from stg_performance_measures order by reporting_month, provider, measure_code
