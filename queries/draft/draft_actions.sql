-- What a first commentary says of the actions: what the last meeting asked for and is still open, what is carried forward
-- from the meetings before it, and what was discharged in the month; of each what it asks for and of whom, whether it is
-- overdue, and what became of it since the annex month before. A meeting is known by its day.
-- grain: one row per annex month and action, and an introduction before each group of them
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
        case
            when not states.is_open then 'discharged'
            when states.raised_date = max(states.raised_date) over (partition by states.annex_month) then 'last meeting'
            else 'earlier meetings'
        end as group_name
    from states
    inner join months on months.annex_month = states.annex_month
    left join states as earlier
        on earlier.annex_month = months.previous_month and earlier.action_reference = states.action_reference
),

ordered as (
    select
        *,
        case group_name when 'last meeting' then 0 when 'earlier meetings' then 1000 else 2000 end as group_position,
        row_number() over (
            partition by annex_month, group_name
            order by is_overdue desc, due_date, action_reference
        ) as position,
        bool_or(group_name = 'last meeting') over (partition by annex_month) as has_last_meeting
    from listed
    where is_open or is_discharged_in_month
),

sentences as (
    select
        annex_month,
        group_position as position,
        'paragraph' as kind,
        case group_name
            when 'last meeting' then
                'The last meeting (' || coalesce(inert_text(any_value(meeting)) || ', ', '')
                || day_label(any_value(raised_date)) || ') asked for the following, which is still open:'
            when 'earlier meetings' then
                'Carried forward from '
                || case when bool_or(has_last_meeting) then 'the meetings before it' else 'earlier meetings' end
                || ', and still open:'
            else 'Discharged in the month:'
        end as text
    from ordered
    group by annex_month, group_name, group_position
    union all
    select
        annex_month,
        group_position + position as position,
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
    from ordered
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
