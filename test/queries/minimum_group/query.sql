select 1 as example, minimum_group('devices', 'ch_exceptions') as answer
union all select 2, minimum_group('users', 'csr_variance')
union all select 3, minimum_group('devices', 'performance_measures')
union all select 4, minimum_group('devices', 'no_such_extract')
union all select 5, minimum_group('nobody', 'csr_variance')
union all select 6, minimum_group('plans', 'network_enhancement_plans')
order by example
