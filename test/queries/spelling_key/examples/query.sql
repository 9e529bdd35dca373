select * from (
select 1 as example, spelling_key('Service Request (SR) Variance and Metrics') as answer union all
select 2 as example, spelling_key(' 5 ') as answer
) order by example
