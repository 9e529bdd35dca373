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

final as (
    select
        load_id,
        source_row,
        period as reporting_quarter,
        problem_reference,
        opened_date,
        closed_date,
        state,
        fix_identified,
        rca_target_date,
        rca_completed_date,
        significant_or_impactful
    from current_rows
)

select * from final
