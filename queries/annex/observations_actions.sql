-- What Annex A says of the Operations Group's actions at a month's end: counts and report names, never what an action
-- says.
-- grain: one row per annex month and sentence
-- key: reporting_month, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 3.1, Annex A)
-- classification: white
-- release: counts of actions and the reports they are about, as SECP_72_1309_22 Annex A says which were tasked and
--   partially discharged
-- contributors: none, as the Operations Group's actions are its own; the papers say which reports they are about
with catalogue as (
    select * from reference.reports
),

actions as (
    select * from action_states
),

counted as (
    select
        annex_month,
        count(*) filter (where is_open) as open_actions,
        count(*) filter (where is_open and state = 'Partially discharged') as partially_discharged,
        count(*) filter (where is_overdue) as overdue,
        count(*) filter (where is_carried_forward) as carried_forward,
        count(*) filter (where is_new) as new_actions,
        count(*) filter (where is_discharged_in_month) as discharged
    from actions
    group by annex_month
),

overdue_reports as (
    select
        actions.annex_month,
        list(distinct catalogue.report_name) as report_names
    from actions
    inner join catalogue on catalogue.report_number = actions.report_number
    where actions.is_overdue
    group by actions.annex_month
),

sentences as (
    select
        annex_month,
        10 as position,
        count_of(open_actions, 'action') || ' open: ' || count_text(carried_forward) || ' carried forward, '
        || count_text(partially_discharged) || ' partially discharged, ' || count_text(overdue) || ' overdue.'
            as observation
    from counted
    union all
    select
        annex_month,
        11 as position,
        'In the month ' || count_of(new_actions, 'action') || case when new_actions = 1 then ' was' else ' were' end
        || ' raised and ' || count_text(discharged) || ' discharged.' as observation
    from counted
    union all
    select
        annex_month,
        12 as position,
        'Overdue: on the ' || list_text(list_sort(report_names)) || '.' as observation
    from overdue_reports
),

final as (
    select
        catalogue.report_number,
        sentences.annex_month as reporting_month,
        sentences.position,
        sentences.observation
    from sentences
    cross join catalogue
    where catalogue.report_key = 'actions'
)

select * from final
