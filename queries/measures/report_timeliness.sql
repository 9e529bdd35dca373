-- Whether each report came when the SEC asks. Rows: every entry of the register, and every period an annex looks at
-- that the register has no entry for (is_registered false), where the report is delivered by itself and still required.
-- delivery is
--   on time                 published by its due date;
--   late                    published after it;
--   published, no deadline  published, and the SEC sets no deadline (due_date null), so it is neither on time nor late;
--   not due                 not published, no reason given, and its deadline has not passed by reporting_today, or it has
--                           none and the register has no entry;
--   not published           otherwise; reason is the register's, or says that the register has no entry.
-- It is null where the calendar does not reach the deadline (check_calendar_covers_register).
-- The due date is the report's Working Day after its period's last day. A report published on a day that is no Working
-- Day counts as delivered on the next one, so a Saturday after a Friday deadline is late by 1.
-- grain: one row per report and period
-- key: report_number, period
-- units: working_days_late in Working Days, 0 on time, null without a deadline or a publication
-- source: SEC H13.4, L8.9, H3.24; S1 (SECP_54_0903_14)
-- classification: white
with register as (
    select * from stg_report_register where report_number is not null
),

reports as (
    select * from reference.reports
),

calendar as (
    select * from calendar_days
),

expected as (
    select
        report_number,
        period
    from annex_periods
    where is_required and delivered_in is null and frequency in ('monthly', 'quarterly')
),

entries as (
    -- A report entered twice for a period is an error (check_register_reports_once); its last entry stands.
    select
        report_number,
        period,
        true as is_registered,
        published_date,
        reference,
        stored_at,
        reason_not_published
    from register
    qualify row_number() over (partition by report_number, period order by load_id desc, source_row desc) = 1
),

periods as (
    select
        report_number,
        period
    from entries
    union
    select
        report_number,
        period
    from expected
),

dated as (
    select
        periods.report_number,
        reports.report_key,
        reports.report_name,
        reports.frequency,
        periods.period,
        period_label(periods.period, reports.frequency) as period_label,
        coalesce(entries.is_registered, false) as is_registered,
        entries.published_date,
        entries.reference,
        entries.stored_at,
        entries.reason_not_published,
        reports.due_working_days,
        period_ends.working_day_number + reports.due_working_days as due_working_day_number
    from periods
    inner join reports on reports.report_number = periods.report_number
    left join entries on entries.report_number = periods.report_number and entries.period = periods.period
    left join calendar as period_ends on period_ends.calendar_date = period_end(periods.period, reports.frequency)
),

due as (
    select
        dated.*,
        due_days.calendar_date as due_date,
        published_days.working_day_number + (not published_days.is_working_day)::integer
        - dated.due_working_day_number as working_days_after_due
    from dated
    left join calendar as due_days
        on due_days.working_day_number = dated.due_working_day_number and due_days.is_working_day
    left join calendar as published_days on published_days.calendar_date = dated.published_date
),

judged as (
    select
        due.*,
        case
            when due.due_working_days is not null and due.due_date is null then null
            when due.published_date > due.due_date then 'late'
            when due.published_date is not null and due.due_date is null then 'published, no deadline'
            when due.published_date is not null then 'on time'
            when due.reason_not_published is not null then 'not published'
            when due.due_date is null and not due.is_registered then 'not due'
            when due.due_date >= reporting_today.today then 'not due'
            else 'not published'
        end as delivery
    from due
    cross join reporting_today
),

final as (
    select
        report_number,
        report_key,
        report_name,
        frequency,
        period,
        period_label,
        delivery,
        case
            when reason_not_published is not null then reason_not_published
            when not is_registered then 'The report register has no entry'
            when delivery = 'not published' then 'The report register gives no reason'
        end as reason,
        reference,
        stored_at,
        case
            when due_date is null or published_date is null then null
            else greatest(working_days_after_due, 0)
        end as working_days_late,
        is_registered,
        due_date,
        published_date
    from judged
)

select * from final
