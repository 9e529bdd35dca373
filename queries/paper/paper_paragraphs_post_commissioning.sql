-- What the appendices of the two post commissioning reports say before their tables.
-- grain: one row per annex month, section and paragraph
-- key: annex_month, section_id, position
-- units: none
-- source: SEC Appendix AC 5.8
-- classification: red
with appendices as (
    select
        paper_appendices.annex_month,
        'appendix_' || lower(paper_appendices.letter) as section_id,
        annex_periods.report_key,
        annex_periods.period
    from paper_appendices
    inner join annex_periods
        on annex_periods.annex_month = paper_appendices.annex_month
        and annex_periods.report_number = paper_appendices.report_number
),

movement as (
    select * from post_commissioning_movement
),

final as (
    select
        appendices.annex_month,
        appendices.section_id,
        20 as position,
        'paragraph' as kind,
        case
            when appendices.report_key = 'post_commissioning_information' then
                'At ' || day_label(last_day(appendices.period)) || ', '
                || case
                    when movement.incomplete_devices = 1 then '1 Device'
                    else count_text(movement.incomplete_devices) || ' Devices'
                end || ' had incomplete Post Commissioning activity.'
            else
                'Since ' || month_label(movement.compared_with_month) || ', '
                || case
                    when movement.previous_month_published then 'the period before, '
                    else 'the last period published before it, '
                end
                || count_of(movement.added, 'case') || ' of incomplete Post Commissioning activity '
                || case when movement.added = 1 then 'was' else 'were' end || ' added and '
                || count_text(movement.removed) || ' removed.'
        end as text
    from appendices
    inner join movement on movement.reporting_month = appendices.period
    where
        appendices.report_key = 'post_commissioning_information'
        or appendices.report_key = 'in_month_post_commissioning' and movement.compared_with_month is not null
)

select * from final
