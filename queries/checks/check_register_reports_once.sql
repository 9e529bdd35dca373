-- A report stands once in the register for a period, also when one entry gives its number and another its name. Only
-- the last entry counts until the register is mended.
-- grain: one row per report and period entered more than once
-- key: report_number, reporting_month
-- units: entries
-- source: S4 (OPSG_49_2405 item 5)
-- classification: white
-- severity: error
with register as (
    select * from stg_report_register where report_number is not null
),

final as (
    select
        report_number,
        period as reporting_month,
        count(*) as entries,
        max(load_id) as load_id,
        max(source_row) as source_row
    from register
    group by report_number, period
    having count(*) > 1
)

select * from final
