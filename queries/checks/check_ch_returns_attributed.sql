-- A closed return has an attribution, an open one has none, and none is closed before it was returned. Ask the DCC.
-- grain: one row per return that breaks it
-- key: load_id, source_row
-- units: none
-- source: SEC F9.15
-- classification: amber
-- severity: warning
with returns as (
    select * from stg_ch_returns
),

final as (
    select
        reporting_quarter,
        device_id,
        returned_date,
        closed_date,
        attribution,
        load_id,
        source_row
    from returns
    where
        (closed_date is null) <> (attribution is null)
        or closed_date < returned_date
)

select * from final
