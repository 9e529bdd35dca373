-- A discharged action has a closed date and no other has, none is closed before it was raised, and the report it names
-- is in the catalogue. Mend the list, or add the spelling to data/reference/report_spellings.csv.
-- grain: one row per action that breaks it
-- key: action_reference
-- units: none
-- source: S0 (SECP_72_1309_22 Annex A)
-- classification: green
-- severity: warning
with actions as (
    select * from stg_actions
),

final as (
    select
        action_reference,
        report,
        state,
        raised_date,
        closed_date,
        load_id,
        source_row
    from actions
    where
        (coalesce(state, 'Open') = 'Discharged') <> (closed_date is not null)
        or closed_date < raised_date
        or (report is not null and report_number is null)
)

select * from final
