select * from (
select 1 as example, percent_text(96.6, 2) as answer union all
select 2 as example, percent_text(99.345, 2) as answer union all
select 3 as example, percent_text(100, 0) as answer union all
select 4 as example, percent_text(-0.5, 0) as answer union all
select 5 as example, percent_text(112.849, 1) as answer union all
select 6 as example, percent_text(1999950.04, 1) as answer
) order by example
