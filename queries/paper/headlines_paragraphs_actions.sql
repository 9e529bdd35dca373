-- The open actions on each report, after its observations, those of the meeting included.
-- grain: one row per annex month, section and action
-- key: annex_month, section_id, position
-- units: none
-- source: S4 (OPSG_49_2405)
-- classification: green
with actions as (
    select * from report_actions where document = 'headlines'
),

final as (
    select
        annex_month,
        'report_' || section_report_number as section_id,
        10000 + row_number() over (
            partition by annex_month, section_report_number
            order by action_reference
        ) as position,
        'item' as kind,
        text
    from actions
)

select * from final
