-- The index of every report the register has an entry for, up to the period the annex looks at: when each was due and
-- published, and where it is stored; newest first.
-- grain: one row per annex month, report and period
-- key: annex_month, report_number, period
-- units: none
-- source: S4 (OPSG_49_2405 item 5)
-- classification: white
with periods as (
    select * from annex_periods
),

timeliness as (
    select * from report_timeliness where is_registered
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by timeliness.report_number, timeliness.period desc
        ) as row_position,
        timeliness.report_number,
        timeliness.report_name,
        timeliness.period,
        timeliness.period_label,
        timeliness.delivery,
        timeliness.reference,
        timeliness.stored_at,
        timeliness.due_date,
        timeliness.published_date
    from periods
    inner join timeliness
        on timeliness.report_number = periods.report_number and timeliness.period <= periods.period
)

select * from final
