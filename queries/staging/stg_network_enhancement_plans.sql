-- Network Enhancement Plans, from the current loads. completed_date is null while a plan is ongoing.
-- grain: one row per reporting quarter and plan
-- key: reporting_quarter, nep_reference
-- units: premises in premises
-- source: SEC F7.21
-- classification: green
with current_rows as (
    select extract_rows.*
    from extracts.network_enhancement_plans as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

final as (
    select
        load_id,
        source_row,
        period as reporting_quarter,
        nep_reference,
        region,
        kind,
        premises,
        started_date,
        completed_date
    from current_rows
)

select * from final
