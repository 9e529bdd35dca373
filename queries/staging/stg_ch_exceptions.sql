-- Exceptions to the Communications Hub measures, from the current loads.
-- grain: one row per reporting month, Communications Hub and reason
-- key: reporting_month, device_id, exception_reason
-- units: none
-- source: SEC H13
-- classification: amber
with current_rows as (
    select extract_rows.*
    from extracts.ch_exceptions as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
    -- Loads are merged: of rows with one key, that of the latest file counts.
    qualify row_number() over (partition by extract_rows.period, extract_rows.device_id, extract_rows.exception_reason order by current_loads.file_id desc) = 1
),

final as (
    select
        load_id,
        source_row,
        period as reporting_month,
        device_id,
        region,
        exception_reason,
        raised_date
    from current_rows
)

select * from final
