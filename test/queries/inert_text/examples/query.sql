select * from (
select 1 as example, inert_text('PM3.2') as answer union all
select 2 as example, inert_text(' {{a.b}} "c" ' || chr(10) || ' d') as answer
) order by example
