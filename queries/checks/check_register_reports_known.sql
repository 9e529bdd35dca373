-- Every entry of the register names a report of the catalogue. Add the spelling to data/reference/report_spellings.csv.
-- grain: one row per entry that does not
-- key: load_id, source_row
-- units: none
-- source: S4 (OPSG_49_2405 item 5)
-- classification: white
-- severity: error
with register as (
    select * from stg_report_register
),

final as (
    select
        period as reporting_month,
        report,
        load_id,
        source_row
    from register
    where report_number is null
)

select * from final
