-- A Problem was opened by the end of the quarter it is reported in and closed no earlier than opened. Ask the DCC.
-- grain: one row per Problem that breaks it
-- key: load_id, source_row
-- units: none
-- source: SEC Appendix AG 3.2
-- classification: amber
-- severity: warning
with problems as (
    select * from stg_problems
),

final as (
    select
        reporting_quarter,
        problem_reference,
        opened_date,
        closed_date,
        load_id,
        source_row
    from problems
    where opened_date > period_end(reporting_quarter, 'quarterly') or closed_date < opened_date
)

select * from final
