select * from (
select 1 as example, number_word(0) as answer union all
select 2 as example, number_word(6) as answer union all
select 3 as example, number_word(10) as answer union all
select 4 as example, number_word(11) as answer union all
select 5 as example, number_word(1200) as answer
) order by example
