-- Service Requests sent and forecast, from the current loads.
-- grain: one row per reporting month, User and Service Reference Variant
-- key: reporting_month, user_id, service_reference_variant
-- units: volumes in Service Requests; forecast_volume is null where the User submitted none
-- source: SEC H3.24
-- classification: amber
with current_rows as (
    select extract_rows.*
    from extracts.sr_variance as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

final as (
    select
        load_id,
        source_row,
        period as reporting_month,
        user_id,
        user_name,
        user_role,
        service_reference_variant,
        forecast_volume,
        actual_volume
    from current_rows
)

select * from final
