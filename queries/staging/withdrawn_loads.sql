-- The loads that are withdrawn at the moment asked about: the last change of each says so.
-- grain: one row per withdrawn load
-- key: load_id
-- units: none
-- source: ledger of withdrawals
-- classification: white
with changes as (
    select * from known_withdrawals
),

ranked as (
    select
        load_id,
        change_id,
        is_undone,
        max(change_id) over (partition by load_id) as last_change_id
    from changes
),

final as (
    select
        load_id,
        change_id
    from ranked
    where change_id = last_change_id and not is_undone
)

select * from final
