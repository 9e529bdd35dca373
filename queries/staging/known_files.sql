-- The files known at the moment asked about: those loaded by the end of the day `as_of`, and up to the file `last_file_id`,
-- which is how a publication remembers what it knew (variables of those names; every file when they are unset). The day
-- is a day of the time zone in calendar_settings, because that is where the analyst works.
-- grain: one row per file known
-- key: file_id
-- units: byte_size in bytes
-- source: ledger of files
-- classification: white
with files as (
    select * from ledger.files
),

final as (
    select * from files
    where
        loaded_at + to_minutes(utc_offset_minutes) < coalesce(getvariable('as_of')::date, date '9999-12-30') + interval 1 day
        and file_id <= coalesce(getvariable('last_file_id')::integer, 2147483647)
)

select * from final
