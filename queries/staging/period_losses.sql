-- Loads that took rows away from their period and still stand, until the next load of that period: with `--reissue` or
-- `--accept-loss` somebody consented. How many rows: ledger.losses says it, of the extract's class.
-- grain: one row per load that took rows away
-- key: load_id
-- units: none
-- source: ledger of losses
-- classification: white
with losses as (
    select load_id from ledger.losses
),

history as (
    select * from load_history
),

latest as (
    select
        *,
        max(file_id) over (partition by extract, period) as last_file_id
    from history
    where not is_withdrawn
),

final as (
    select
        latest.load_id,
        latest.file_id,
        latest.extract,
        latest.file_name,
        latest.period,
        latest.loaded_at
    from losses
    inner join latest on latest.load_id = losses.load_id
    where latest.file_id = latest.last_file_id
)

select * from final
