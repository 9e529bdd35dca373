-- Communications Hubs installed and their variants, from the current loads.
-- grain: one row per reporting month, Communications Hub and installation
-- key: reporting_month, device_id, installed_date
-- units: none
-- source: SEC H13
-- classification: amber
with current_rows as not materialized (
    select extract_rows.*
    from extracts.ch_installations as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

parties as (
    select
        installing_party as spelling,
        shown_label('installing party', installing_party, load_id, source_row) as label
    from current_rows
    group by installing_party
),

variant_columns as (
    select
        unnest([expected_variant, installed_variant]) as spelling,
        load_id,
        source_row
    from current_rows
),

variants as (
    select
        spelling,
        shown_label('variant', spelling, load_id, source_row) as label
    from variant_columns
    group by spelling
),

final as (
    select
        current_rows.load_id,
        current_rows.source_row,
        current_rows.period as reporting_month,
        current_rows.device_id,
        current_rows.region,
        parties.label as installing_party,
        expected.label as expected_variant,
        installed.label as installed_variant,
        current_rows.installed_date
    from current_rows
    left join parties on parties.spelling = current_rows.installing_party
    left join variants as expected on expected.spelling = current_rows.expected_variant
    left join variants as installed on installed.spelling = current_rows.installed_variant
)

select * from final
