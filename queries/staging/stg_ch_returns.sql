-- Communications Hubs returned, from the current loads. reporting_quarter is the quarter of the load: that of
-- closed_date, or of the file where the return is still in triage (closed_date null).
-- grain: one row per Communications Hub and return, in each quarter that reports it
-- key: reporting_quarter, device_id, returned_date
-- units: none
-- source: SEC F9.15
-- classification: amber
with current_rows as not materialized (
    select extract_rows.*
    from extracts.ch_returns as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
    -- Loads are merged: of rows with one key, that of the latest file counts.
    qualify row_number() over (partition by extract_rows.period, extract_rows.device_id, extract_rows.returned_date order by current_loads.file_id desc) = 1
),

reasons as (
    select
        return_reason as spelling,
        shown_label('return reason', return_reason, load_id, source_row) as label
    from current_rows
    group by return_reason
),

final as (
    select
        current_rows.load_id,
        current_rows.source_row,
        current_rows.period as reporting_quarter,
        current_rows.device_id,
        current_rows.region,
        current_rows.returned_date,
        current_rows.closed_date,
        reasons.label as return_reason,
        current_rows.return_stage,
        current_rows.attribution
    from current_rows
    left join reasons on reasons.spelling = current_rows.return_reason
)

select * from final
