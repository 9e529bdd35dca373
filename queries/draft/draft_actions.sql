-- What a first commentary says of the actions: each one still open at the month's end or discharged in the month, what
-- it asks for and of whom, whether it is overdue, and what became of it since the annex month before.
-- grain: one row per annex month and action, after an introduction at 0
-- key: annex_month, position
-- units: none
-- source: S0 (SECP_72_1309_22 Annex A rows 1 and 3)
-- classification: green
with months as (
    select
        annex_month,
        lag(annex_month) over (order by annex_month) as previous_month
    from annex_months
),

states as (
    select * from action_states
),

register as (
    select * from reference.reports where extract = 'actions'
),

listed as (
    select
        states.*,
        months.previous_month,
        earlier.state as previous_state,
        'where action_reference = ' || sql_text(states.action_reference) as condition,
        row_number() over (
            partition by states.annex_month
            order by states.is_open, states.is_overdue desc, states.action_reference
        ) as position
    from states
    inner join months on months.annex_month = states.annex_month
    left join states as earlier
        on earlier.annex_month = months.previous_month and earlier.action_reference = states.action_reference
    where states.is_open or states.is_discharged_in_month
),

sentences as (
    select distinct
        annex_month,
        0 as position,
        'paragraph' as kind,
        'Of what the last meetings asked for, this is open or was discharged in the month:' as text
    from listed
    union all
    select
        annex_month,
        position,
        'item' as kind,
        inert_text(action_reference)
        || case when owner is null then '' else ' ({{action_states.owner ' || condition || '}})' end
        || case when action is null then '' else ': {{action_states.action ' || condition || '}}' end
        || ' – {{claim: "' || lower(state) || '" if action_states has state = ' || sql_text(state) || ' ' || condition
        || '}}'
        || case
            when not is_open and closed_date is not null then ' on {{action_states.closed_date ' || condition || '}}'
            when is_overdue then
                ', {{claim: "overdue" if action_states has is_overdue ' || condition
                || '}} since {{action_states.due_date ' || condition || '}}'
            when due_date is not null then ', due on {{action_states.due_date ' || condition || '}}'
            else ''
        end
        || case
            when previous_state is not null then
                '; {{claim: "' || case when previous_state = state then 'as it was' else lower(previous_state) end
                || '" if action_states has state = ' || sql_text(previous_state) || ' ' || condition
                || ' and annex_month = date ''' || previous_month || '''}} in ' || month_label(previous_month)
            when is_new then '; {{claim: "new" if action_states has is_new ' || condition || '}} in the month'
            else ''
        end || '.' as text
    from listed
),

final as (
    select
        sentences.annex_month,
        register.report_number,
        sentences.position,
        sentences.kind,
        sentences.text
    from sentences
    cross join register
)

select * from final
