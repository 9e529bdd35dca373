-- The actions open at the end of the annex month and those discharged within it: overdue first, then by due date.
-- grain: one row per annex month and action
-- key: annex_month, action_reference
-- units: none
-- source: S0 (SECP_72_1309_22 Annex A)
-- classification: green
with actions as (
    select * from action_states where is_open or is_discharged_in_month
),

final as (
    select
        annex_month,
        row_number() over (
            partition by annex_month
            order by is_open desc, is_overdue desc, due_date nulls last, action_reference
        ) as row_position,
        action_reference,
        report,
        meeting,
        action,
        owner,
        state,
        is_overdue,
        is_carried_forward,
        raised_date,
        due_date,
        closed_date
    from actions
)

select * from final
