-- A report is published after its period ends, and has no reason for not being published. Mend the register.
-- grain: one row per entry that breaks it
-- key: load_id, source_row
-- units: none
-- source: S4 (OPSG_49_2405 item 5)
-- classification: white
-- severity: warning
with register as (
    select * from stg_report_register
),

reports as (
    select * from reference.reports
),

final as (
    select
        register.period as reporting_month,
        register.report,
        register.published_date,
        register.reason_not_published,
        register.load_id,
        register.source_row
    from register
    inner join reports on reports.report_number = register.report_number
    where
        register.published_date <= period_end(register.period, reports.frequency)
        or (register.published_date is not null and register.reason_not_published is not null)
)

select * from final
