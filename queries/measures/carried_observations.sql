-- What the last paper observed, and what became of it: measures below a Service Level, reports late or not published,
-- Regions whose Communications Hub exceptions grew, Users without a forecast, Incidents outstanding and Problems past the
-- target of their Root Cause Analysis (RCA). Discharged is what is no longer so, partially discharged what is less so, open
-- the rest, a figure that is not there this month included. What was observed of a quarter is held against the quarter after
-- it in every paper that looks at that one.
-- grain: one row per annex month, report and thing observed in the annex month before
-- key: annex_month, report_number, subject
-- units: previous_percent and percent in points; previous_count and count in what observation names
-- source: S0 (SECP_72_1309_22 Annex A), S4 (OPSG_49_2405)
-- classification: white
with months as (
    select
        annex_month,
        lag(annex_month) over (order by annex_month) as previous_month
    from annex_months
),

annex_reports as (
    select * from annex_periods
),

periods as (
    select
        months.annex_month,
        months.previous_month,
        current_periods.report_number,
        current_periods.report_key,
        current_periods.period,
        case
            when current_periods.frequency = 'quarterly' then (current_periods.period - interval 3 month)::date
            else previous_periods.period
        end as previous_period,
        case
            when current_periods.frequency = 'quarterly' then quarter_label(current_periods.period - interval 3 month)
            else previous_periods.period_label
        end as previous_period_label
    from months
    inner join annex_reports as current_periods on current_periods.annex_month = months.annex_month
    inner join annex_reports as previous_periods
        on previous_periods.annex_month = months.previous_month
        and previous_periods.report_number = current_periods.report_number
    where current_periods.frequency = 'quarterly' or previous_periods.period < current_periods.period
),

levels as (
    select * from performance_levels
),

below as (
    select
        periods.annex_month,
        periods.previous_month,
        periods.report_number,
        levels.measure_code || ' ' || levels.provider || ' ' || levels.region as subject,
        measure_order(levels.measure_code) || levels.provider || region_order(levels.region) as subject_order,
        levels.measure_code || for_series(levels.measure_code, levels.provider, levels.region) || case levels.status
            when 'below_minimum' then ' below Minimum Service Level in '
            else ' below Target Service Level in '
        end || periods.previous_period_label as observation,
        levels.achieved_percent as previous_percent,
        now_levels.achieved_percent as percent,
        null::bigint as previous_count,
        null::bigint as count,
        coalesce(now_levels.status = 'met', false) as is_gone,
        coalesce(levels.status = 'below_minimum' and now_levels.status = 'below_target', false) as is_less
    from periods
    inner join levels on levels.reporting_month = periods.previous_period
    left join levels as now_levels
        on now_levels.reporting_month = periods.period
        and now_levels.measure_code = levels.measure_code
        and now_levels.provider = levels.provider
        and now_levels.region = levels.region
    where periods.report_key = 'performance_measures' and levels.status in ('below_target', 'below_minimum')
),

reports as (
    select * from paper_reports where not is_delivered_in_another
),

register as (
    select report_number from reference.reports where extract = 'report_register'
),

deliveries as (
    select
        periods.annex_month,
        periods.previous_month,
        register.report_number,
        'report ' || reports.report_number as subject,
        lpad(reports.report_number::varchar, 3, '0') as subject_order,
        reports.report_name || ' (' || reports.period_label || ') '
        || case reports.delivery when 'late' then 'late' else 'not published' end as observation,
        null::double as previous_percent,
        null::double as percent,
        null::bigint as previous_count,
        null::bigint as count,
        coalesce(now_reports.delivery in ('on time', 'published, no deadline'), false) as is_gone,
        coalesce(reports.delivery = 'not published' and now_reports.delivery = 'late', false) as is_less
    from periods
    inner join reports
        on reports.annex_month = periods.previous_month
        and reports.report_number = periods.report_number
        and reports.delivery in ('late', 'not published')
    cross join register
    left join reports as now_reports
        on now_reports.annex_month = periods.annex_month and now_reports.report_number = periods.report_number
),

growth as (
    select * from ch_exception_growth
),

figures as (
    select
        'csr_variance' as report_key,
        reporting_month as period,
        'Users without a forecast' as figure,
        missing_forecast_users as figure_count
    from csr_variance_summary
    union all
    select
        'sr_variance' as report_key,
        reporting_month as period,
        'Users without a forecast' as figure,
        missing_forecast_users as figure_count
    from sr_variance_summary
    union all
    select
        'rdp_incidents' as report_key,
        reporting_month as period,
        'RDP Incidents outstanding' as figure,
        open_at_month_end as figure_count
    from rdp_incident_summary
    union all
    select
        'problems' as report_key,
        reporting_quarter as period,
        'Problems past the target for Root Cause Analysis' as figure,
        rca_target_breached as figure_count
    from problem_summary
),

counted as (
    select
        periods.annex_month,
        periods.previous_month,
        periods.report_number,
        figures.figure as subject,
        figures.figure as subject_order,
        figures.figure || ' in ' || periods.previous_period_label as observation,
        null::double as previous_percent,
        null::double as percent,
        figures.figure_count as previous_count,
        now_figures.figure_count as count,
        coalesce(now_figures.figure_count = 0, false) as is_gone,
        coalesce(now_figures.figure_count < figures.figure_count, false) as is_less
    from periods
    inner join figures on figures.report_key = periods.report_key and figures.period = periods.previous_period
    left join figures as now_figures
        on now_figures.report_key = periods.report_key
        and now_figures.period = periods.period
        and now_figures.figure = figures.figure
    where figures.figure_count > 0
    union all
    -- Where either count is held back from the audience, nothing is said.
    select
        periods.annex_month,
        periods.previous_month,
        periods.report_number,
        'exceptions ' || growth.region as subject,
        region_order(growth.region)::varchar as subject_order,
        'CH exceptions growing in ' || growth.region || ' in ' || periods.previous_period_label as observation,
        null::double as previous_percent,
        null::double as percent,
        growth.exceptions as previous_count,
        now_growth.exceptions as count,
        coalesce(now_growth.exceptions <= growth.exceptions, false) as is_gone,
        false as is_less
    from periods
    inner join growth on growth.reporting_month = periods.previous_period
    left join growth as now_growth
        on now_growth.reporting_month = periods.period and now_growth.region = growth.region
    where
        periods.report_key = 'ch_exceptions'
        and growth.months_of_growth > 0
        and growth.exceptions is not null
        and (now_growth.region is null or now_growth.exceptions is not null)
),

observed as (
    select * from below
    union all
    select * from deliveries
    union all
    select * from counted
),

final as (
    select
        annex_month,
        report_number,
        subject,
        row_number() over (
            partition by annex_month, report_number
            order by is_gone, is_less, subject_order, subject
        ) as position,
        observation,
        case
            when is_gone then 'Discharged'
            when is_less then 'Partially discharged'
            else 'Open'
        end as state,
        previous_percent,
        percent,
        previous_count,
        count,
        previous_month
    from observed
)

select * from final
