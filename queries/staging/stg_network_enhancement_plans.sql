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

kinds as (
    select
        kind as spelling,
        shown_label('plan kind', kind, load_id, source_row) as label
    from current_rows
    group by kind
),

final as (
    select
        current_rows.load_id,
        current_rows.source_row,
        current_rows.period as reporting_quarter,
        current_rows.nep_reference,
        current_rows.region,
        kinds.label as kind,
        current_rows.premises,
        current_rows.started_date,
        current_rows.completed_date
    from current_rows
    left join kinds on kinds.spelling = current_rows.kind
)

select * from final
