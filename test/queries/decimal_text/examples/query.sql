select * from (
select 1 as example, decimal_text(1, 8, 2) as answer union all
select 2 as example, decimal_text(-5, 2, 0) as answer union all
select 3 as example, decimal_text(-1, 1000, 1) as answer union all
select 4 as example, decimal_text(4796, 100, 0) as answer union all
select 5 as example, decimal_text(369270400, 3273674, 1) as answer union all
select 6 as example, decimal_text(199, 100, 1) as answer union all
select 7 as example, decimal_text(123456789, 100, 2) as answer
) order by example
