select * from (
select 1 as example, sentence_start('monthly') as answer union all
select 2 as example, sentence_start('DCC') as answer
) order by example
