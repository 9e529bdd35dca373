-- Certificate Signing Requests sent and forecast, from the current loads.
-- grain: one row per reporting month and User
-- key: reporting_month, user_id
-- units: volumes in CSRs; forecast_volume is null where the User submitted none
-- source: SEC L8.9
-- classification: amber
with current_rows as (
    select extract_rows.*
    from extracts.csr_variance as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

final as (
    select
        load_id,
        source_row,
        period as reporting_month,
        user_id,
        user_name,
        forecast_volume,
        actual_volume
    from current_rows
)

select * from final
