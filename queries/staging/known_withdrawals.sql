-- What was withdrawn or put back by the moment asked about: as known_files says it of files.
-- grain: one row per load and change of it
-- key: change_id, load_id
-- units: none
-- source: ledger of withdrawals
-- classification: white
with withdrawals as (
    -- Why is in the analyst's own words, which can name anything: ledger.withdrawals has it.
    select
        change_id,
        load_id,
        changed_at,
        utc_offset_minutes,
        is_undone
    from ledger.withdrawals
),

final as (
    select
        change_id,
        load_id,
        is_undone,
        changed_at
    from withdrawals
    where
        changed_at + to_minutes(utc_offset_minutes)
        < coalesce(getvariable('as_of')::date, date '9999-12-30') + interval 1 day
        and change_id <= coalesce(getvariable('last_file_id')::integer, 2147483647)
)

select * from final
