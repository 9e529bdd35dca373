-- A row's key stands once in what counts: a User once a month, a Device once a period. A file that repeats a key is refused
-- when it is loaded; here it is held for all that counts together. Ask for a corrected extract.
-- grain: one row per row that shares its key (the register's entries: check_register_reports_once)
-- key: load_id, source_row
-- units: none
-- source: extracts' contracts
-- classification: red
-- severity: error
with final as (
    -- The contracts in etl/extracts write the rest when the warehouse is prepared: a branch for each extract.
    select
        null::varchar as extract,
        null::date as reporting_month,
        null::integer as load_id,
        null::integer as source_row
    where false
)

select * from final
