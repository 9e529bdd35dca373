-- Open Problems = those of the quarter before + opened - closed. A difference is a Problem one of the two extracts
-- leaves out, or dates differently.
-- grain: one row per quarter whose previous quarter is loaded and differs
-- key: reporting_quarter
-- units: Problems
-- source: SEC Appendix AG 3.2
-- classification: white
-- severity: warning
with summaries as (
    select * from problem_summary
),

loads as (
    select
        period,
        min(load_id) as load_id
    from current_loads
    where extract = 'problems'
    group by period
),

final as (
    select
        summaries.reporting_quarter,
        summaries.previous_open_problems,
        summaries.opened,
        summaries.closed,
        summaries.open_problems,
        loads.load_id,
        'Problems: ' || count_text(previous_open_problems) || ' open at the start of '
        || period_label(reporting_quarter, 'quarterly') || ', ' || count_text(opened) || ' opened and '
        || count_text(closed) || ' closed in it do not come to the ' || count_text(open_problems)
        || ' open at its end.' as note
    from summaries
    left join loads on loads.period = summaries.reporting_quarter
    where previous_open_problems + opened - closed <> open_problems
)

select * from final
