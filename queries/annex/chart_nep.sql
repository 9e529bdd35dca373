-- Premises covered by the Network Enhancement Plans completed in each quarter, by kind, in the two years up to the
-- annex's quarter from the first of them loaded. A quarter in between that is not loaded keeps its place, empty.
-- grain: one row per annex month, quarter and kind
-- key: annex_month, reporting_quarter, kind
-- units: premises in premises, null where the quarter is not loaded or the figure suppressed
-- source: SEC F7.21
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'network_enhancement_plans' and is_required
),

summaries as (
    select * from nep_summary
),

loaded_quarters as (
    select distinct reporting_quarter
    from summaries
),

kinds as (
    select distinct
        periods.annex_month,
        periods.period,
        summaries.kind,
        min(summaries.reporting_quarter) over (partition by periods.annex_month) as first_quarter
    from periods
    inner join summaries
        on summaries.reporting_quarter between periods.period - interval 21 month and periods.period
),

quarters as (
    select
        annex_month,
        kind,
        unnest(generate_series(first_quarter, period, interval 3 month))::date as reporting_quarter
    from kinds
),

final as (
    select
        quarters.annex_month,
        row_number() over (
            partition by quarters.annex_month
            order by quarters.reporting_quarter, quarters.kind
        ) as row_position,
        quarters.kind,
        quarter_label(quarters.reporting_quarter) as quarter,
        case
            when summaries.kind is not null then summaries.premises
            when loaded_quarters.reporting_quarter is not null then 0
        end as premises,
        quarters.reporting_quarter
    from quarters
    left join loaded_quarters on loaded_quarters.reporting_quarter = quarters.reporting_quarter
    left join summaries
        on summaries.reporting_quarter = quarters.reporting_quarter and summaries.kind = quarters.kind
)

select * from final
