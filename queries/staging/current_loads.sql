-- The loads every measure reads. A period belongs to the latest file that carried it, among the files known on the day
-- `as_of` (the variable of that name; everything loaded when it is unset): a re-issue supersedes by arriving. A file
-- can carry a period on several sheets; all of them count.
-- grain: one row per load (file, sheet and period) that is not superseded
-- key: load_id
-- units: none
-- source: ledger of loads
-- classification: white
with loads as (
    select
        loads.load_id,
        loads.extract,
        loads.period,
        loads.file_id,
        files.loaded_at,
        loads.sheet
    from ledger.loads as loads
    inner join known_files as files on files.file_id = loads.file_id
),

ranked as (
    -- Partitioning holds NULL periods (an extract that is one whole list) together.
    select
        *,
        max(file_id) over (partition by extract, period) as latest_file_id
    from loads
),

final as (
    select
        load_id,
        extract,
        period,
        file_id,
        loaded_at,
        sheet
    from ranked
    where file_id = latest_file_id
)

select * from final
