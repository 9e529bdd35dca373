-- The open actions a document lists under the report they are about (under the actions' own heading where that report
-- has none): those open at the month's end, and in the headlines those raised since then, up to the meeting's day.
-- grain: one row per annex month, document and action
-- key: annex_month, document, action_reference
-- units: none
-- source: S0 (SECP_72_1309_22 section 3.1), S4 (OPSG_49_2405)
-- classification: green
with documents as (
    select * from documents
),

states as (
    select * from action_states where is_open
),

actions as (
    select * from stg_actions
),

reports as (
    select * from paper_reports where not is_panel_report
),

own_section as (
    select * from reference.reports where extract = 'actions'
),

listed as (
    select
        documents.annex_month,
        documents.document,
        states.action_reference,
        states.report_number,
        states.action,
        states.owner,
        case when states.is_overdue then lower(states.state) || ' and overdue' else lower(states.state) end as state,
        states.due_date
    from documents
    inner join states on states.annex_month = documents.annex_month
    union all
    select
        documents.annex_month,
        documents.document,
        actions.action_reference,
        actions.report_number,
        actions.action,
        actions.owner,
        'new' as state,
        actions.due_date
    from documents
    inner join actions
        on actions.raised_date > last_day(documents.annex_month) and actions.raised_date <= documents.dated
    where documents.document = 'headlines'
),

final as (
    select
        listed.annex_month,
        listed.document,
        listed.action_reference,
        coalesce(reports.section_report_number, own_section.report_number) as section_report_number,
        'Action ' || listed.action_reference || ' (' || concat_ws(
            ', ',
            listed.owner,
            listed.state,
            'due ' || day_label(listed.due_date)
        ) || '): ' || coalesce(rtrim(listed.action, '. '), 'not described') || '.' as text
    from listed
    cross join own_section
    left join reports
        on reports.annex_month = listed.annex_month and reports.report_number = listed.report_number
)

select * from final
