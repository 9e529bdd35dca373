select * from (
select 1 as example, minimum_group('devices', 'ch_exceptions') as answer union all
select 2 as example, minimum_group('users', 'csr_variance') as answer union all
select 3 as example, minimum_group('devices', 'performance_measures') as answer union all
select 4 as example, minimum_group('devices', 'no_such_extract') as answer union all
select 5 as example, minimum_group('nobody', 'csr_variance') as answer union all
select 6 as example, minimum_group('plans', 'network_enhancement_plans') as answer
) order by example
