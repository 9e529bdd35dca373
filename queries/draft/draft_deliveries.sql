-- What a first commentary says of the month's reports that came late or not at all, an item each, under the register, and
-- of those that are not loaded and that the register does not explain.
-- grain: one row per annex month and report late or not published, and one for the reports missing
-- key: annex_month, report_number, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 2), S1 (SECP_54_0903_14)
-- classification: white
with reports as (
    select * from paper_reports where not is_delivered_in_another and delivery in ('late', 'not published')
),

timeliness as (
    select * from report_timeliness
),

register as (
    select * from reference.reports where extract = 'report_register'
),

missing as (
    select
        presence.annex_month,
        list(
            inert_text(presence.report_name) || ' (' || presence.period_label || ')' order by presence.report_number
        ) as names,
        array_to_string(list(presence.report_number order by presence.report_number), ', ') as report_numbers
    from report_presence as presence
    left join reports
        on reports.annex_month = presence.annex_month and reports.report_number = presence.report_number
    where not presence.is_loaded and not presence.is_explained and coalesce(reports.delivery <> 'not published', true)
    group by presence.annex_month
),

final as (
    select
        reports.annex_month,
        register.report_number,
        reports.report_number as position,
        'item' as kind,
        'The {{paper_reports.period_label where report_number = ' || reports.report_number || '}} '
        || inert_text(reports.report_name) || ' {{claim: "'
        || case reports.delivery when 'late' then 'was late' else 'was not published' end
        || '" if paper_reports has delivery = ' || sql_text(reports.delivery) || ' where report_number = '
        || reports.report_number || '}}'
        || case
            when reports.delivery = 'late' then
                ' by {{paper_reports.working_days_late where report_number = ' || reports.report_number || '}} Working '
                || case when reports.working_days_late = 1 then 'Day.' else 'Days.' end
            when timeliness.reason is not null then
                ': {{report_timeliness.reason where report_number = ' || reports.report_number || ' and period = date '''
                || reports.period || '''}}.'
            else '.'
        end as text
    from reports
    cross join register
    left join timeliness
        on timeliness.report_number = reports.report_number and timeliness.period = reports.period
    union all
    select
        missing.annex_month,
        register.report_number,
        1000 as position,
        'item' as kind,
        '{{claim: "Neither loaded nor explained" if every report_presence has not is_loaded and not is_explained '
        || 'where report_number in (' || missing.report_numbers || ')}}: ' || list_text(missing.names) || '.' as text
    from missing
    cross join register
)

select * from final
