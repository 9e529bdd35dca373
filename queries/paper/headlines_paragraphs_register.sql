-- How the headlines are to be read, and under the register's item where each report is stored.
-- grain: one row per annex month, section and paragraph
-- key: annex_month, section_id, position
-- units: none
-- source: S4 (OPSG_49_2405)
-- classification: white
with months as (
    select * from annex_months
),

reports as (
    select * from paper_reports where not is_panel_report and published_date is not null
),

register as (
    select * from reference.reports where extract = 'report_register'
),

final as (
    select
        annex_month,
        'headlines' as section_id,
        10 as position,
        'paragraph' as kind,
        'Each month, the Operations Group (OPSG) reviews reports as delegated to it by the SEC Panel. This month the '
        || 'reports say the following (referenced by agenda item number).' as text
    from months
    union all
    select
        annex_month,
        'item_3' as section_id,
        10 as position,
        'paragraph' as kind,
        'Annex A is the summary of DCC reporting for ' || month_label(annex_month) || ', for the OPSG to comment on.' as text
    from months
    union all
    select
        reports.annex_month,
        'report_' || register.report_number as section_id,
        1000 + reports.report_number as position,
        'item' as kind,
        reports.report_name || ' (' || reports.period_label || '): ' || concat_ws(
            ', ',
            'published ' || day_label(reports.published_date),
            reports.reference,
            coalesce('stored at ' || reports.stored_at, 'the register does not say where it is stored')
        ) || '.' as text
    from reports
    cross join register
)

select * from final
