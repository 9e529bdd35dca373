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

final as (
    select
        reporting_quarter,
        previous_open_problems,
        opened,
        closed,
        open_problems
    from summaries
    where previous_open_problems + opened - closed <> open_problems
)

select * from final
