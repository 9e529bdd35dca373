-- Actions and observations of the Operations Group, from the current list, each with the catalogue's number for the
-- report it is about (null where it names none, or one the catalogue does not know).
-- grain: one row per action
-- key: action_reference
-- units: none
-- source: S0 (SECP_72_1309_22 Annex A)
-- classification: green
with current_rows as (
    select extract_rows.*
    from extracts.actions as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

spellings as (
    select
        spelling_key(spelling) as spelling_key,
        min(report_number) as report_number
    from reference.report_spellings
    group by all
),

meetings as (
    select
        meeting as spelling,
        shown_label('meeting', meeting, load_id, source_row) as label
    from current_rows
    group by meeting
),

owners as (
    select
        owner as spelling,
        shown_label('action owner', owner, load_id, source_row) as label
    from current_rows
    group by owner
),

final as (
    select
        current_rows.load_id,
        current_rows.source_row,
        current_rows.action_reference,
        spellings.report_number,
        current_rows.report,
        meetings.label as meeting,
        current_rows.action,
        owners.label as owner,
        current_rows.state,
        current_rows.raised_date,
        current_rows.due_date,
        current_rows.closed_date
    from current_rows
    left join meetings on meetings.spelling = current_rows.meeting
    left join owners on owners.spelling = current_rows.owner
    left join spellings on spellings.spelling_key = spelling_key(current_rows.report)
)

select * from final
