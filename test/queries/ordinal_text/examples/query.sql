select * from (
select 1 as example, ordinal_text(1) as answer union all
select 2 as example, ordinal_text(2) as answer union all
select 3 as example, ordinal_text(3) as answer union all
select 4 as example, ordinal_text(11) as answer union all
select 5 as example, ordinal_text(12) as answer union all
select 6 as example, ordinal_text(13) as answer union all
select 7 as example, ordinal_text(21) as answer union all
select 8 as example, ordinal_text(27) as answer union all
select 9 as example, ordinal_text(111) as answer
) order by example
