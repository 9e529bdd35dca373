-- The actions as they stood at an annex month's end: those raised by then. An action without a raised date has always
-- been there. The list keeps no history of partial discharges, so a state other than Discharged is the list's own; one
-- discharged after the month's end was open then. Overdue means open with a due date before the month's end; carried
-- forward means open and raised before the month.
-- grain: one row per annex month and action raised by its end
-- key: annex_month, action_reference
-- units: none
-- source: S0 (SECP_72_1309_22 Annex A)
-- classification: green
with months as (
    select
        annex_month,
        last_day(annex_month) as month_end
    from annex_months
),

actions as (
    select * from stg_actions
),

dated as (
    select
        months.annex_month,
        months.month_end,
        actions.*,
        -- Discharged without a day: taken as discharged before every month.
        case
            when actions.closed_date is not null then actions.closed_date > months.month_end
            else coalesce(actions.state <> 'Discharged', true)
        end as is_open
    from months
    inner join actions on coalesce(actions.raised_date <= months.month_end, true)
),

final as (
    select
        annex_month,
        action_reference,
        report_number,
        report,
        meeting,
        action,
        owner,
        case
            when not is_open then 'Discharged'
            when state = 'Partially discharged' then state
            else 'Open'
        end as state,
        is_open,
        is_open and coalesce(due_date < month_end, false) as is_overdue,
        is_open and coalesce(raised_date < annex_month, true) as is_carried_forward,
        coalesce(raised_date >= annex_month, false) as is_new,
        not is_open and coalesce(closed_date >= annex_month, false) as is_discharged_in_month,
        raised_date,
        due_date,
        closed_date,
        load_id,
        source_row
    from dated
)

select * from final
