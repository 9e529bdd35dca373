select * from (
select 1 as example, ordinal_word(1) as answer union all
select 2 as example, ordinal_word(2) as answer union all
select 3 as example, ordinal_word(10) as answer union all
select 4 as example, ordinal_word(11) as answer union all
select 5 as example, ordinal_word(22) as answer
) order by example
