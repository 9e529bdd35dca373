-- The sections of the OPSG's headlines: an item of the agenda for each report of reference.agenda_reports, and within item
-- 3 one for each other report delegated to it.
-- grain: one row per annex month and section
-- key: annex_month, section_id
-- units: none
-- source: S4 (OPSG_49_2405)
-- classification: white
with months as (
    select * from annex_months
),

reports as (
    select
        paper_reports.annex_month,
        paper_reports.report_number,
        coalesce(agenda_reports.agenda_item, 3) as agenda_item,
        coalesce(agenda_reports.item_position, 1000 + paper_reports.report_number) as item_position,
        agenda_reports.report_number is null or agenda_reports.item_position is not null as is_within_item,
        coalesce(agenda_reports.heading, paper_reports.report_name)
        || case
            when paper_reports.frequency in ('monthly', 'quarterly') then ' – ' || paper_reports.period_label
            else ''
        end as heading
    from paper_reports
    left join reference.agenda_reports as agenda_reports
        on agenda_reports.report_number = paper_reports.report_number
    where not paper_reports.is_panel_report and not paper_reports.is_delivered_in_another
),

numbered as (
    select
        *,
        row_number() over (
            partition by annex_month, agenda_item, is_within_item
            order by item_position, report_number
        ) as item_number
    from reports
),

final as (
    select
        annex_month,
        'headlines' as section_id,
        10 as position,
        2 as heading_level,
        'Meeting Headlines' as heading,
        'white' as classification
    from months
    union all
    select
        annex_month,
        'item_3' as section_id,
        3000 as position,
        2 as heading_level,
        '3. SEC Panel Reports' as heading,
        'white' as classification
    from months
    union all
    select
        annex_month,
        'report_' || report_number as section_id,
        1000 * agenda_item + item_number as position,
        case when is_within_item then 3 else 2 end as heading_level,
        agenda_item || '.' || case when is_within_item then item_number::varchar else '' end || ' ' || heading as heading,
        'white' as classification
    from numbered
)

select * from final
