select * from (
select 1 as example, region_text(['North', 'Central', 'South']) as answer union all
select 2 as example, region_text(['Central', 'South']) as answer union all
select 3 as example, region_text(['North', 'South']) as answer union all
select 4 as example, region_text(['North', 'Central']) as answer union all
select 5 as example, region_text(['South']) as answer
) order by example
