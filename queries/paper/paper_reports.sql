-- The reports the documents of an annex month speak of: those required for the period the annex looks at, how each was
-- delivered, and under which report's heading it stands. One delivered in another stands under that one's.
-- is_panel_report: not delegated to the OPSG, so a matter of the paper's section 2 and of no headlines.
-- grain: one row per annex month and report
-- key: annex_month, report_number
-- units: working_days_late in Working Days
-- source: S0 (SECP_72_1309_22 sections 2 and 3)
-- classification: white
with periods as (
    select * from annex_periods where is_required
),

reports as (
    select * from reference.reports
),

panel_reports as (
    select * from reference.panel_reports
),

timeliness as (
    select * from report_timeliness
),

final as (
    select
        periods.annex_month,
        periods.report_number,
        coalesce(periods.delivered_in, periods.report_number) as section_report_number,
        reports.report_name,
        reports.frequency,
        reports.classification,
        periods.period,
        periods.period_label,
        exists (
            select 1
            from panel_reports
            where
                panel_reports.report_number = coalesce(periods.delivered_in, periods.report_number)
                and periods.annex_month >= coalesce(panel_reports.valid_from, periods.annex_month)
                and periods.annex_month <= coalesce(panel_reports.valid_to, periods.annex_month)
        ) as is_panel_report,
        periods.delivered_in is not null as is_delivered_in_another,
        timeliness.delivery,
        timeliness.working_days_late,
        timeliness.reference,
        timeliness.stored_at,
        coalesce(timeliness.is_registered, false) as is_registered,
        timeliness.due_date,
        timeliness.published_date
    from periods
    inner join reports on reports.report_number = periods.report_number
    left join timeliness
        on timeliness.report_number = periods.report_number and timeliness.period = periods.period
)

select * from final
