-- Every load known at the moment asked about: whether it still stands, and which file's load of the period took its place
-- (null where none did: the load stands, repeats what stood, or is withdrawn).
-- grain: one row per load
-- key: load_id
-- units: quarantined_rows in rows of the sheet
-- source: project
-- classification: white
with loads as (
    -- How many rows each has is as its extract is classified: ledger.loads says it.
    select
        load_id,
        file_id,
        extract,
        sheet,
        header_row,
        counts_as,
        period
    from ledger.loads
),

withdrawn as (
    select load_id from withdrawn_loads
),

files as (
    select * from known_files
),

current_ones as (
    select load_id from current_loads
),

quarantined as (
    select
        file_id,
        extract,
        sheet,
        period,
        count(distinct source_row) as quarantined_rows
    from ledger.quarantine
    group by file_id, extract, sheet, period
),

dated as (
    select
        loads.*,
        files.file_name,
        files.file_sha256,
        files.is_reissue,
        files.loaded_at,
        withdrawn.load_id is not null as is_withdrawn
    from loads
    inner join files on files.file_id = loads.file_id
    left join withdrawn on withdrawn.load_id = loads.load_id
),

successors as (
    -- The next file that brought the whole of the same period.
    select
        earlier.load_id,
        arg_min(later.file_name, later.file_id) as superseded_by
    from dated as earlier
    inner join dated as later
        on later.extract = earlier.extract
        and later.period is not distinct from earlier.period
        and later.file_id > earlier.file_id
        and later.counts_as = 'whole'
        and not later.is_withdrawn
    where not earlier.is_withdrawn
    group by earlier.load_id
),

final as (
    select
        dated.load_id,
        dated.file_id,
        dated.extract,
        dated.file_name,
        dated.file_sha256,
        dated.sheet,
        successors.superseded_by,
        dated.counts_as,
        dated.header_row,
        coalesce(quarantined.quarantined_rows, 0) as quarantined_rows,
        current_ones.load_id is not null as is_current,
        dated.is_reissue,
        dated.is_withdrawn,
        dated.period,
        dated.loaded_at
    from dated
    left join current_ones on current_ones.load_id = dated.load_id
    left join successors on successors.load_id = dated.load_id
    left join quarantined
        on quarantined.file_id = dated.file_id
        and quarantined.extract = dated.extract
        and quarantined.sheet = dated.sheet
        and quarantined.period is not distinct from dated.period
)

select * from final
