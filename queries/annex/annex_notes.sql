-- What a reader of the annex must know beside its tables: which measures' levels came from a secondary source, which
-- streaks an unpublished month may hide part of, rows kept out of the warehouse, and rows that a re-issue took away.
-- grain: one row per annex month and note
-- key: annex_month, position
-- units: none
-- source: project
-- classification: white
with periods as (
    select * from annex_periods
),

streaks as (
    select * from breach_streaks where is_bounded_by_gap
),

quarantined as (
    select
        quarantine.extract,
        quarantine.period,
        count(distinct quarantine.source_row) as row_count
    from ledger.quarantine as quarantine
    inner join current_loads
        on current_loads.file_id = quarantine.file_id
        and current_loads.extract = quarantine.extract
        and current_loads.period is not distinct from quarantine.period
    group by quarantine.extract, quarantine.period
),

losses as (
    select * from period_losses
),

gaps as (
    select
        periods.annex_month,
        10 as part,
        streaks.measure_code || ' ' || streaks.provider || ' ' || streaks.region as detail,
        streaks.measure_code || ' (' || streaks.provider || ', ' || streaks.region
        || ') may have been below its ' || case streaks.level when 'target' then 'Target' else 'Minimum' end
        || ' Service Level for longer than the ' || count_of(streaks.current_streak_months, 'month')
        || ' counted: the month before ' || month_label(streaks.streak_started_month) || ' was not published.' as note
    from periods
    inner join streaks on streaks.reporting_month = periods.period
    where periods.report_key = 'performance_measures'
),

left_out as (
    select distinct
        periods.annex_month,
        20 as part,
        periods.extract as detail,
        count_of(quarantined.row_count, 'row') || ' of the ' || periods.extract || ' extract for '
        || periods.period_label || ' broke a rule of its contract and '
        || case when quarantined.row_count = 1 then 'is' else 'are' end || ' in no figure.' as note
    from periods
    inner join quarantined
        on quarantined.extract = periods.extract
        and coalesce(quarantined.period, periods.period) = periods.period
),

taken_away as (
    select distinct
        periods.annex_month,
        30 as part,
        periods.extract as detail,
        'Rows that an earlier issue of the ' || periods.extract || ' extract held for ' || periods.period_label
        || ' are not in the issue that counts.' as note
    from periods
    inner join losses
        on losses.extract = periods.extract
        and coalesce(losses.period, periods.period) = periods.period
),

notes as (
    select * from gaps
    union all
    select * from left_out
    union all
    select * from taken_away
),

final as (
    select
        annex_month,
        row_number() over (partition by annex_month order by part, detail, note) as position,
        note
    from notes
)

select * from final
