-- The index of reports: each report the annex looks at, when it was due and published, where it is stored, and the
-- periods of the six months before that were not published, with their reason.
-- grain: one row per annex month, report and period
-- key: annex_month, report_number, period
-- units: working_days_late in Working Days
-- source: S4 (OPSG_49_2405 item 5)
-- classification: white
with periods as (
    select * from annex_periods
),

timeliness as (
    select * from report_timeliness
),

final as (
    select
        periods.annex_month,
        row_number() over (partition by periods.annex_month order by timeliness.report_number, timeliness.period)
            as row_position,
        timeliness.report_number,
        timeliness.report_name,
        timeliness.period,
        timeliness.period_label,
        timeliness.delivery,
        timeliness.reason,
        timeliness.reference,
        timeliness.stored_at,
        timeliness.working_days_late,
        timeliness.due_date,
        timeliness.published_date
    from periods
    inner join timeliness
        on timeliness.report_number = periods.report_number
        and (
            timeliness.period = periods.period
            or timeliness.delivery = 'not published'
            and timeliness.is_registered
            and timeliness.period between periods.period - interval 6 month and periods.period
        )
)

select * from final
