select reporting_quarter, count(*) as problems from stg_problems group by all order by 1
