-- Communications Hub returns closed a quarter by Region, in the two years up to the annex's quarter from the first of
-- them loaded: the trend split by Region that the Operations Group asked for. A quarter in between that is not loaded
-- keeps its place, empty.
-- grain: one row per annex month, quarter and Region
-- key: annex_month, reporting_quarter, region
-- units: records_closed in returns, null where the quarter is not loaded or the figure suppressed
-- source: S4 (OPSG_49_2405 item 3.5)
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'ch_returns'
),

loaded_quarters as (
    select distinct reporting_quarter
    from ch_returns_triage
),

counts as (
    select
        reporting_quarter,
        region,
        any_value(region_records) as records_closed
    from ch_returns_summary
    group by reporting_quarter, region
),

regions as (
    select distinct
        periods.annex_month,
        periods.period,
        counts.region,
        min(counts.reporting_quarter) over (partition by periods.annex_month) as first_quarter
    from periods
    inner join counts on counts.reporting_quarter between periods.period - interval 21 month and periods.period
),

quarters as (
    select
        annex_month,
        region,
        unnest(generate_series(first_quarter, period, interval 3 month))::date as reporting_quarter
    from regions
),

final as (
    select
        quarters.annex_month,
        row_number() over (
            partition by quarters.annex_month
            order by
                quarters.reporting_quarter,
                region_order(quarters.region)
        ) as row_position,
        quarters.region,
        quarter_label(quarters.reporting_quarter) as quarter,
        case
            when counts.region is not null then counts.records_closed
            when loaded_quarters.reporting_quarter is not null then 0
        end as records_closed,
        quarters.reporting_quarter
    from quarters
    left join loaded_quarters on loaded_quarters.reporting_quarter = quarters.reporting_quarter
    left join counts
        on counts.reporting_quarter = quarters.reporting_quarter and counts.region = quarters.region
)

select * from final
