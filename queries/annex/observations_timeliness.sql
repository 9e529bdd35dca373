-- What Annex A says of each report's delivery: on time, late, not due or not published where the SEC sets a deadline,
-- and a run of unpublished periods with its reason, in each period of the run and once more in the first period after
-- it. Of a report without a deadline that was published, nothing.
-- grain: one row per report, period and sentence
-- key: report_number, reporting_month, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 2, Annex A)
-- classification: white
with timeliness as (
    select * from report_timeliness
),

deliveries as (
    select
        report_number,
        period as reporting_month,
        1 as position,
        case
            when delivery = 'on time' then 'Report on time.'
            when delivery = 'late' then 'Report late by ' || count_of(working_days_late, 'Working Day') || '.'
            when delivery = 'not due' then 'Report not due until ' || strftime(due_date, '%-d %B %Y') || '.'
            when not is_registered then 'The report register has no entry for ' || period_label || '.'
        end as observation
    from timeliness
    where due_date is not null or (delivery = 'not published' and not is_registered)
),

unpublished as (
    -- Periods that follow each other and have one reason are one run.
    select
        *,
        (
            period - to_months(
                (
                    case frequency when 'quarterly' then 3 else 1 end
                    * row_number() over (partition by report_number, reason order by period)
                )::integer
            )
        )::date as run_id
    from timeliness
    where delivery = 'not published' and is_registered
),

runs as (
    select
        report_number,
        frequency,
        reason,
        min(period) as first_period,
        max(period) as last_period,
        any_value(report_name) as report_name
    from unpublished
    group by report_number, frequency, reason, run_id
),

mentioned as (
    select
        runs.*,
        timeliness.period
    from runs
    inner join timeliness
        on timeliness.report_number = runs.report_number
        and timeliness.period
        between runs.first_period
        and (runs.last_period + to_months(case runs.frequency when 'quarterly' then 3 else 1 end))::date
),

explained as (
    select
        report_number,
        period as reporting_month,
        1 + row_number() over (partition by report_number, period order by first_period) as position,
        'The ' || case
            when first_period = last_period then
                report_name || ' for ' || period_label(first_period, frequency) || ' was'
            when frequency = 'monthly' and year(first_period) = year(last_period) then
                report_name || 's for ' || strftime(first_period, '%B') || ' to ' || month_label(last_period) || ' were'
            else
                report_name || 's for ' || period_label(first_period, frequency) || ' to '
                || period_label(last_period, frequency) || ' were'
        end || ' ' || not_published_text(reason) as observation
    from mentioned
),

final as (
    select * from deliveries
    where observation is not null
    union all
    select * from explained
)

select * from final
