-- Problem records, from the current loads, as each quarter's extract shows them.
-- grain: one row per reporting quarter and Problem
-- key: reporting_quarter, problem_reference
-- units: none
-- source: SEC Appendix AG 3.2
-- classification: amber
with current_rows as (
    select extract_rows.*
    from extracts.problems as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

states as (
    select
        state as spelling,
        shown_label('problem state', state, load_id, source_row) as label
    from current_rows
    group by state
),

final as (
    select
        current_rows.load_id,
        current_rows.source_row,
        current_rows.period as reporting_quarter,
        current_rows.problem_reference,
        current_rows.opened_date,
        current_rows.closed_date,
        states.label as state,
        current_rows.fix_identified,
        current_rows.rca_target_date,
        current_rows.rca_completed_date,
        current_rows.significant_or_impactful
    from current_rows
    left join states on states.spelling = current_rows.state
)

select * from final
