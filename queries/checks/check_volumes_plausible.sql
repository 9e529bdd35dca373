-- A month's volume lies between a third and three times the median of the up to twelve published months before it,
-- where there are at least three. A volume outside is unusual, not wrong: look whether rows are missing or doubled.
-- grain: one row per report and reporting month outside
-- key: report_key, reporting_month
-- units: volumes in requests
-- source: SEC H3.24, L8.9
-- classification: white
-- severity: warning
with volumes as (
    select
        'csr_variance' as report_key,
        reporting_month,
        actual_volume
    from csr_variance_summary
    union all
    select
        'sr_variance' as report_key,
        reporting_month,
        actual_volume
    from sr_variance_summary
),

with_history as (
    select
        *,
        count(*) over previous_months as months_before,
        median(actual_volume) over previous_months as median_volume
    from volumes
    window previous_months as (
        partition by report_key
        order by reporting_month
        range between interval 12 month preceding and interval 1 month preceding
    )
),

reports as (
    select * from reference.reports
),

loads as (
    select
        extract,
        period,
        min(load_id) as load_id
    from current_loads
    group by extract, period
),

final as (
    select
        with_history.*,
        loads.load_id,
        reports.report_name || ': ' || count_text(actual_volume) || ' requests in ' || month_label(reporting_month)
        || ', where the median of the ' || count_of(months_before, 'month') || ' before is '
        || count_text(median_volume) || ': rows may be missing or doubled.' as note
    from with_history
    inner join reports on reports.report_key = with_history.report_key
    left join loads on loads.extract = with_history.report_key and loads.period = with_history.reporting_month
    where months_before >= 3 and (actual_volume * 3 < median_volume or actual_volume > median_volume * 3)
)

select * from final
