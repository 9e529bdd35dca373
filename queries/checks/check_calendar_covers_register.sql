-- The bank holidays reach every deadline and every publication. Add the missing years to
-- data/reference/bank_holidays.csv, or mend the day in the register.
-- grain: one row per report and period without a due date, or published outside the calendar
-- key: report_number, reporting_month
-- units: none
-- source: SEC A1.1 (Working Day)
-- classification: white
-- severity: error
with timeliness as (
    select * from report_timeliness
),

reports as (
    select * from reference.reports
),

entries as (
    select * from stg_report_register
    qualify row_number() over (partition by report_number, period order by load_id desc, source_row desc) = 1
),

calendar as (
    select * from calendar_days
),

final as (
    select
        timeliness.report_number,
        timeliness.report_name,
        timeliness.period as reporting_month,
        timeliness.due_date,
        timeliness.published_date,
        entries.load_id,
        entries.source_row
    from timeliness
    inner join reports on reports.report_number = timeliness.report_number
    left join entries on entries.report_number = timeliness.report_number and entries.period = timeliness.period
    left join calendar on calendar.calendar_date = timeliness.published_date
    where
        reports.due_working_days is not null
        and (
            timeliness.due_date is null
            or (timeliness.published_date is not null and calendar.calendar_date is null)
        )
)

select * from final
