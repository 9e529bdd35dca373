-- How each label is spelt in the loads that count, and the spelling that every measure shows for it: case, blanks, quotes,
-- dashes and a final full stop do not part two labels. A row of an extract keeps the label as its file spells it.
-- grain: one row per load, column and spelling
-- key: load_id, column_name, spelling
-- units: spelt_rows in rows; first_row is the first row of the load's sheet that spells it so
-- source: project
-- classification: amber
with spelt as (
    select
        'actions' as extract,
        'meeting' as label_kind,
        'meeting' as column_name,
        extract_rows.meeting as spelling,
        counted.meeting as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_actions as counted
    inner join extracts.actions as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.meeting is not null
    group by all
    union all
    select
        'actions' as extract,
        'action owner' as label_kind,
        'owner' as column_name,
        extract_rows.owner as spelling,
        counted.owner as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_actions as counted
    inner join extracts.actions as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.owner is not null
    group by all
    union all
    select
        'ch_exceptions' as extract,
        'exception reason' as label_kind,
        'exception_reason' as column_name,
        extract_rows.exception_reason as spelling,
        counted.exception_reason as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_ch_exceptions as counted
    inner join extracts.ch_exceptions as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.exception_reason is not null
    group by all
    union all
    select
        'ch_installations' as extract,
        'installing party' as label_kind,
        'installing_party' as column_name,
        extract_rows.installing_party as spelling,
        counted.installing_party as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_ch_installations as counted
    inner join extracts.ch_installations as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.installing_party is not null
    group by all
    union all
    select
        'ch_installations' as extract,
        'variant' as label_kind,
        'expected_variant' as column_name,
        extract_rows.expected_variant as spelling,
        counted.expected_variant as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_ch_installations as counted
    inner join extracts.ch_installations as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.expected_variant is not null
    group by all
    union all
    select
        'ch_installations' as extract,
        'variant' as label_kind,
        'installed_variant' as column_name,
        extract_rows.installed_variant as spelling,
        counted.installed_variant as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_ch_installations as counted
    inner join extracts.ch_installations as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.installed_variant is not null
    group by all
    union all
    select
        'ch_returns' as extract,
        'return reason' as label_kind,
        'return_reason' as column_name,
        extract_rows.return_reason as spelling,
        counted.return_reason as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_ch_returns as counted
    inner join extracts.ch_returns as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.return_reason is not null
    group by all
    union all
    select
        'network_enhancement_plans' as extract,
        'plan kind' as label_kind,
        'kind' as column_name,
        extract_rows.kind as spelling,
        counted.kind as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_network_enhancement_plans as counted
    inner join extracts.network_enhancement_plans as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.kind is not null
    group by all
    union all
    select
        'performance_measures' as extract,
        'measure name' as label_kind,
        'measure_name' as column_name,
        extract_rows.measure_name as spelling,
        counted.measure_name as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_performance_measures as counted
    inner join extracts.performance_measures as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.measure_name is not null
    group by all
    union all
    select
        'problems' as extract,
        'problem state' as label_kind,
        'state' as column_name,
        extract_rows.state as spelling,
        counted.state as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_problems as counted
    inner join extracts.problems as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.state is not null
    group by all
    union all
    select
        'rdp_incidents' as extract,
        'RDP' as label_kind,
        'rdp' as column_name,
        extract_rows.rdp as spelling,
        counted.rdp as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_rdp_incidents as counted
    inner join extracts.rdp_incidents as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.rdp is not null
    group by all
    union all
    select
        'rdp_incidents' as extract,
        'cause' as label_kind,
        'cause' as column_name,
        extract_rows.cause as spelling,
        counted.cause as label,
        counted.load_id,
        count(*) as spelt_rows,
        min(counted.source_row) as first_row
    from stg_rdp_incidents as counted
    inner join extracts.rdp_incidents as extract_rows
        on extract_rows.load_id = counted.load_id and extract_rows.source_row = counted.source_row
    where extract_rows.cause is not null
    group by all
),

final as (
    select
        load_id,
        extract,
        column_name,
        label_kind,
        label_key(label) as label_key,
        label,
        spelling,
        spelt_rows,
        first_row
    from spelt
)

select * from final
