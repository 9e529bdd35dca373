-- The state of a Problem agrees with its dates: closed with a Closed Date, and with none before it is closed. A Problem
-- without a Closed Date counts as open, whatever its state says. Ask the DCC.
-- grain: one row per Problem and quarter that breaks it
-- key: load_id, source_row
-- units: none
-- source: SEC Appendix AG 3.2
-- classification: amber
-- severity: warning
with problems as (
    select
        *,
        label_key(state) in ('closed', 'resolved') as is_said_closed
    from stg_problems
),

final as (
    select
        reporting_quarter,
        problem_reference,
        state,
        closed_date,
        load_id,
        source_row
    from problems
    where
        (is_said_closed and closed_date is null)
        or (not is_said_closed and closed_date <= period_end(reporting_quarter, 'quarterly'))
)

select * from final
