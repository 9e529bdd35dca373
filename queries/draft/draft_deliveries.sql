-- What a first commentary says of the month's reports that came late or not at all, an item each, under the register.
-- grain: one row per annex month and report late or not published
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
)

select * from final
