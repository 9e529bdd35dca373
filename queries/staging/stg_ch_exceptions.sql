-- Exceptions to the Communications Hub measures, from the current loads.
-- grain: one row per reporting month, Communications Hub and reason
-- key: reporting_month, device_id, exception_reason
-- units: none
-- source: SEC H13
-- classification: amber
with current_rows as not materialized (
    select extract_rows.*
    from extracts.ch_exceptions as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
    -- Loads are merged: of rows with one key, that of the latest file counts. Two spellings of a reason are one key.
    qualify row_number() over (partition by extract_rows.period, extract_rows.device_id, label_key(extract_rows.exception_reason) order by current_loads.file_id desc) = 1
),

reasons as (
    select
        exception_reason as spelling,
        shown_label('exception reason', exception_reason, load_id, source_row) as label
    from current_rows
    group by exception_reason
),

final as (
    select
        current_rows.load_id,
        current_rows.source_row,
        current_rows.period as reporting_month,
        current_rows.device_id,
        current_rows.region,
        reasons.label as exception_reason,
        current_rows.raised_date
    from current_rows
    left join reasons on reasons.spelling = current_rows.exception_reason
)

select * from final
