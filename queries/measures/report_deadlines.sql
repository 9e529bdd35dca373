-- When each report with a deadline is due, for every period the calendar reaches, also before anything of it is loaded:
-- what `status` says is due next.
-- grain: one row per report with a deadline and period
-- key: report_number, period
-- units: due_working_day_number as in calendar_days
-- source: SEC H13.4, L8.9, H3.24
-- classification: white
with reports as (
    select * from reference.reports where due_working_days is not null
),

calendar as (
    select * from calendar_days
),

register as (
    select
        report_number,
        period,
        max(published_date) as published_date,
        max(reason_not_published) as reason
    from stg_report_register
    group by report_number, period
),

periods as (
    select
        reports.*,
        calendar.calendar_date as period
    from reports
    cross join calendar
    where
        day(calendar.calendar_date) = 1
        and (reports.frequency = 'monthly' or month(calendar.calendar_date) in (1, 4, 7, 10))
),

final as (
    select
        periods.report_number,
        periods.report_key,
        periods.report_name,
        period_label(periods.period, periods.frequency) as period_label,
        due_days.working_day_number as due_working_day_number,
        register.reason is not null as is_explained,
        periods.period,
        due_days.calendar_date as due_date,
        register.published_date
    from periods
    inner join calendar as ends on ends.calendar_date = period_end(periods.period, periods.frequency)
    inner join calendar as due_days
        on due_days.working_day_number = ends.working_day_number + periods.due_working_days
        and due_days.is_working_day
    left join register on register.report_number = periods.report_number and register.period = periods.period
    where periods.valid_to is null or period_end(periods.period, periods.frequency) <= periods.valid_to
)

select * from final
