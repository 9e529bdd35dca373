-- Whether each report an annex month asks for is there: its data loaded, or its absence explained by the register's reason.
-- A report delivered inside another is explained by that one's reason.
-- grain: one row per annex month and report the SEC asks for in it
-- key: annex_month, report_number
-- units: none
-- source: S4 (OPSG_49_2405 item 5)
-- classification: white
with states as (
    select * from month_status where data_status <> 'not required'
),

reports as (
    select * from reference.reports
),

reasons as (
    select
        report_number,
        period,
        max(reason_not_published) as reason
    from stg_report_register
    group by report_number, period
),

final as (
    select
        states.annex_month,
        states.report_number,
        states.report_name,
        states.period_label,
        reasons.reason,
        states.data_status = 'loaded' as is_loaded,
        coalesce(reasons.reason is not null, false) as is_explained,
        states.period
    from states
    inner join reports on reports.report_number = states.report_number
    left join reasons
        on reasons.report_number = coalesce(reports.delivered_in, reports.report_number)
        and reasons.period = states.period
)

select * from final
