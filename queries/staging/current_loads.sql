-- The loads every measure reads, among those known on the day `as_of` (the variable of that name; everything loaded when it
-- is unset) and not withdrawn. A load that counts as a whole takes the place of all earlier loads of its period. Loads that
-- are added to a period count beside it; loads that repeat it do not. A file can carry a period on several sheets; all of
-- them count.
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
        loads.sheet,
        loads.counts_as
    from ledger.loads as loads
    inner join known_files as files on files.file_id = loads.file_id
    left join withdrawn_loads on withdrawn_loads.load_id = loads.load_id
    where withdrawn_loads.load_id is null and loads.counts_as <> 'repeated'
),

ranked as (
    -- Partitioning holds NULL periods (an extract that is one whole list) together.
    select
        *,
        max(file_id) filter (where counts_as = 'whole') over (partition by extract, period) as whole_file_id
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
    where file_id >= coalesce(whole_file_id, 0)
)

select * from final
