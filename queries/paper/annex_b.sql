-- Annex B of the paper: each report of the month, when it was due and published, and where it is stored. A report delivered
-- in another is where that one is.
-- grain: one row per annex month and report
-- key: annex_month, report_number
-- units: none
-- source: S4 (OPSG_49_2405 item 5)
-- classification: white
with reports as (
    select * from paper_reports where frequency in ('monthly', 'quarterly')
),

final as (
    select
        reports.annex_month,
        row_number() over (partition by reports.annex_month order by reports.report_number) as row_position,
        reports.report_number,
        reports.report_name,
        reports.period_label,
        carriers.stored_at,
        carriers.due_date,
        carriers.published_date
    from reports
    inner join reports as carriers
        on carriers.annex_month = reports.annex_month and carriers.report_number = reports.section_report_number
)

select * from final
