select 1 as example, suppressed_reason('Devices', 5, 'exceptions') as answer
union all
select 2, suppressed_reason('Devices', 5, null)
