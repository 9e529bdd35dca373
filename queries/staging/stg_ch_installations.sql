-- Communications Hubs installed and their variants, from the current loads.
-- grain: one row per reporting month, Communications Hub and installation
-- key: reporting_month, device_id, installed_date
-- units: none
-- source: SEC H13
-- classification: amber
with current_rows as (
    select extract_rows.*
    from extracts.ch_installations as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

final as (
    select
        load_id,
        source_row,
        period as reporting_month,
        device_id,
        region,
        installing_party,
        expected_variant,
        installed_variant,
        installed_date
    from current_rows
)

select * from final
