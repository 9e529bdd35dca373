-- Open Problems and those of them with a fix identified, past the Root Cause Analysis (RCA) target, or Significant
-- and/or Impactful, in the two years up to the annex's quarter from the first of them loaded. A quarter in between that
-- is not loaded keeps its place, empty.
-- grain: one row per annex month, quarter and series
-- key: annex_month, reporting_quarter, series
-- units: Problems, null where the quarter is not loaded
-- source: SEC Appendix AG 3.2
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'problems'
),

summaries as (
    select * from problem_summary
),

series (series_position, series) as (
    values (1, 'Open'), (2, 'Fix identified'), (3, 'Significant or Impactful'), (4, 'Past RCA target')
),

first_quarters as (
    select
        periods.annex_month,
        periods.period,
        min(summaries.reporting_quarter) as first_quarter
    from periods
    inner join summaries
        on summaries.reporting_quarter between periods.period - interval 21 month and periods.period
    group by periods.annex_month, periods.period
),

quarters as (
    select
        annex_month,
        unnest(generate_series(first_quarter, period, interval 3 month))::date as reporting_quarter
    from first_quarters
),

final as (
    select
        quarters.annex_month,
        row_number() over (
            partition by quarters.annex_month
            order by quarters.reporting_quarter, series.series_position
        ) as row_position,
        series.series,
        quarter_label(quarters.reporting_quarter) as quarter,
        case series.series
            when 'Open' then summaries.open_problems
            when 'Fix identified' then summaries.fix_identified
            when 'Significant or Impactful' then summaries.significant_or_impactful
            else summaries.rca_target_breached
        end as problems,
        quarters.reporting_quarter
    from quarters
    cross join series
    left join summaries on summaries.reporting_quarter = quarters.reporting_quarter
)

select * from final
