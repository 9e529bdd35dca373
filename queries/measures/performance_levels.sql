-- The Service Level achieved by each measure against its levels. A series (provider, Region, measure) has a row every
-- month from its first to the last month published in the warehouse, or to the last month the measure applied where it
-- was retired; a quarterly measure (reference.measures says so) has one a quarter, in the month it was first published in
-- unless the report gives it in another. A month without a figure has status not_published and a reason: it neither met nor
-- missed. A month in which there was nothing to measure has status nothing_to_measure and no reason. Achieved
-- equal to a level meets it. The percentage is the one the DCC published, not recomputed from the counts
-- (check_achieved_agrees_with_counts compares the two); the levels are those of the report, else of reference.measures
-- on that month. status is null where no Target is known at all (check_levels_known).
-- grain: one row per reporting month, provider, Region and measure
-- key: reporting_month, provider, region, measure_code
-- units: percentages in points as published; shown_decimals: how many decimals print them on their side of the levels
-- source: SEC H13.1, H13.4 and L8.6
-- classification: white
with measurements as (
    select * from stg_performance_measures
),

reference_measures as (
    select * from reference.measures
),

register as (
    select
        stg_report_register.period,
        max(coalesce(stg_report_register.reason_not_published, 'The report register gives no reason')) as reason
    from stg_report_register
    inner join reference.reports as reports
        on reports.report_number = stg_report_register.report_number and reports.report_key = 'performance_measures'
    where stg_report_register.published_date is null
    group by stg_report_register.period
),

last_published as (
    select max(reporting_month) as last_month
    from measurements
),

retired as (
    select
        measure_code,
        provider,
        max(valid_to) as last_month
    from reference_measures
    group by measure_code, provider
    having bool_and(valid_to is not null)
),

frequencies as (
    select
        measure_code,
        provider,
        max_by(frequency, coalesce(valid_from, date '1900-01-01')) as frequency
    from reference_measures
    group by measure_code, provider
),

series as (
    select
        measurements.measure_code,
        measurements.provider,
        measurements.region,
        -- An extract may leave the name out of a month.
        arg_max(measurements.measure_name, measurements.reporting_month) as measure_name,
        coalesce(any_value(frequencies.frequency), 'monthly') as frequency,
        min(measurements.reporting_month) as first_month,
        min(measurements.reporting_month) filter (where measurements.achieved_percent is not null) as first_figure_month,
        greatest(
            max(measurements.reporting_month),
            least(any_value(last_published.last_month), any_value(retired.last_month))
        ) as last_month
    from measurements
    cross join last_published
    left join retired
        on retired.measure_code = measurements.measure_code and retired.provider = measurements.provider
    left join frequencies
        on frequencies.measure_code = measurements.measure_code and frequencies.provider = measurements.provider
    group by measurements.measure_code, measurements.provider, measurements.region
),

due_months as (
    -- A quarterly measure that has no figure yet is due in the month it is first listed in.
    select
        measure_code,
        provider,
        region,
        unnest(
            case frequency
                when 'quarterly'
                    then generate_series(coalesce(first_figure_month, first_month), last_month, interval 3 month)
                else generate_series(first_month, last_month, interval 1 month)
            end
        )::date as reporting_month
    from series
),

missing_months as (
    -- The figure of a quarter is not missing where another month of the quarter has it.
    select due_months.*
    from due_months
    inner join series
        on series.measure_code = due_months.measure_code
        and series.provider = due_months.provider
        and series.region = due_months.region
    anti join measurements
        on measurements.measure_code = due_months.measure_code
        and measurements.provider = due_months.provider
        and measurements.region = due_months.region
        and (
            measurements.reporting_month = due_months.reporting_month
            or (
                series.frequency = 'quarterly'
                and measurements.achieved_percent is not null
                and date_trunc('quarter', measurements.reporting_month) = date_trunc('quarter', due_months.reporting_month)
            )
        )
),

months as (
    select
        measure_code,
        provider,
        region,
        reporting_month
    from measurements
    union
    select
        measure_code,
        provider,
        region,
        reporting_month
    from missing_months
),

published_months as (
    select distinct reporting_month
    from measurements
),

levelled as (
    select
        months.reporting_month,
        months.measure_code,
        months.provider,
        months.region,
        coalesce(measurements.measure_name, series.measure_name, reference_measures.measure_name) as measure_name,
        series.frequency,
        coalesce(measurements.has_nothing_to_measure, false) as has_nothing_to_measure,
        measurements.within_target,
        measurements.total,
        measurements.achieved_percent,
        coalesce(measurements.target_percent, reference_measures.target_percent) as target_percent,
        coalesce(measurements.minimum_percent, reference_measures.minimum_percent) as minimum_percent,
        published_months.reporting_month is not null as is_report_loaded
    from months
    inner join series
        on series.measure_code = months.measure_code
        and series.provider = months.provider
        and series.region = months.region
    left join measurements
        on measurements.reporting_month = months.reporting_month
        and measurements.measure_code = months.measure_code
        and measurements.provider = months.provider
        and measurements.region = months.region
    left join published_months on published_months.reporting_month = months.reporting_month
    left join reference_measures
        on reference_measures.measure_code = months.measure_code
        and reference_measures.provider = months.provider
        and months.reporting_month
        between coalesce(reference_measures.valid_from, date '1900-01-01')
        and coalesce(reference_measures.valid_to, date '9999-12-31')
),

final as (
    select
        levelled.reporting_month,
        levelled.measure_code,
        levelled.measure_name,
        levelled.provider,
        levelled.region,
        levelled.frequency,
        case
            when levelled.has_nothing_to_measure then 'nothing_to_measure'
            when levelled.achieved_percent is null then 'not_published'
            when levelled.achieved_percent >= levelled.target_percent then 'met'
            when levelled.achieved_percent < levelled.minimum_percent then 'below_minimum'
            when levelled.achieved_percent < levelled.target_percent then 'below_target'
        end as status,
        case
            when levelled.achieved_percent is not null or levelled.has_nothing_to_measure then null
            when levelled.is_report_loaded then 'The month''s report has no figure for this measure'
            else coalesce(register.reason, 'No report is loaded for this month')
        end as not_published_reason,
        levelled.within_target,
        levelled.total,
        levelled.achieved_percent,
        levelled.target_percent,
        levelled.minimum_percent,
        shown_decimals(
            levelled.achieved_percent, levelled.target_percent, levelled.minimum_percent, reports.percent_decimals
        ) as shown_decimals
    from levelled
    cross join reference.reports as reports
    left join register on register.period = levelled.reporting_month
    where reports.report_key = 'performance_measures'
)

select * from final
