-- No period of a report equals the one before it row by row: most likely the earlier file was sent again under a new month. Ask
-- for the period's own extract. A period of one row is not compared.
-- grain: one row per report and period that repeats the one before; load_id and source_row are the first of its rows
-- key: extract, reporting_month
-- units: period_rows in rows; reporting_month is the first month of a quarter
-- source: project
-- classification: red
-- severity: warning
with device_counts as (
    -- Devices are too many to be compared every time: only where two periods have as many.
    select
        loads.period,
        sum(loads.row_count) as period_rows
    from ledger.loads as loads
    inner join current_loads on current_loads.load_id = loads.load_id
    where loads.extract = 'post_commissioning_devices'
    group by loads.period
),

device_neighbours as (
    select
        period,
        period_rows = lag(period_rows) over (order by period) as is_like_earlier,
        period_rows = lead(period_rows) over (order by period) as is_like_later
    from device_counts
),

device_periods as (
    select period
    from device_neighbours
    where is_like_earlier or is_like_later
),

periods as (
    select
        'ch_exceptions' as extract,
        reporting_month as reporting_month,
        min(load_id) as load_id,
        min(source_row) as source_row,
        count(*) as period_rows,
        sum(hash(device_id, region, exception_reason, raised_date)::hugeint) as content
    from stg_ch_exceptions
    group by reporting_month
    union all
    select
        'ch_installations' as extract,
        reporting_month as reporting_month,
        min(load_id) as load_id,
        min(source_row) as source_row,
        count(*) as period_rows,
        sum(hash(device_id, region, installing_party, expected_variant, installed_variant, installed_date)::hugeint) as content
    from stg_ch_installations
    group by reporting_month
    union all
    select
        'csr_variance' as extract,
        reporting_month as reporting_month,
        min(load_id) as load_id,
        min(source_row) as source_row,
        count(*) as period_rows,
        sum(hash(user_id, user_name, forecast_volume, actual_volume)::hugeint) as content
    from stg_csr_variance
    group by reporting_month
    union all
    select
        'network_enhancement_plans' as extract,
        reporting_quarter as reporting_month,
        min(load_id) as load_id,
        min(source_row) as source_row,
        count(*) as period_rows,
        sum(hash(nep_reference, region, kind, premises, started_date, completed_date)::hugeint) as content
    from stg_network_enhancement_plans
    group by reporting_quarter
    union all
    select
        'performance_measures' as extract,
        reporting_month as reporting_month,
        min(load_id) as load_id,
        min(source_row) as source_row,
        count(*) as period_rows,
        sum(hash(measure_code, provider, region, within_target, total, achieved_percent)::hugeint) as content
    from stg_performance_measures
    group by reporting_month
    union all
    select
        'problems' as extract,
        reporting_quarter as reporting_month,
        min(load_id) as load_id,
        min(source_row) as source_row,
        count(*) as period_rows,
        sum(hash(
            problem_reference, opened_date, closed_date, state, fix_identified, rca_target_date, rca_completed_date,
            significant_or_impactful
        )::hugeint) as content
    from stg_problems
    group by reporting_quarter
    union all
    select
        'rdp_incidents' as extract,
        reporting_month as reporting_month,
        min(load_id) as load_id,
        min(source_row) as source_row,
        count(*) as period_rows,
        sum(hash(incident_reference, rdp, category, cause, opened_date, resolved_date, closed_date)::hugeint) as content
    from stg_rdp_incidents
    group by reporting_month
    union all
    select
        'sr_variance' as extract,
        reporting_month as reporting_month,
        min(load_id) as load_id,
        min(source_row) as source_row,
        count(*) as period_rows,
        sum(hash(user_id, user_name, user_role, service_reference_variant, forecast_volume, actual_volume)::hugeint) as content
    from stg_sr_variance
    group by reporting_month
    union all
    select
        'post_commissioning_devices' as extract,
        devices.reporting_month,
        min(devices.load_id) as load_id,
        min(devices.source_row) as source_row,
        count(*) as period_rows,
        sum(hash(
            device_id, device_type, user_id, commissioned_date, dcc_interrogation, recovery_cell_populated,
            issue_security_credentials, update_security_credentials_device, update_security_credentials_krp
        )::hugeint) as content
    from stg_post_commissioning_devices as devices
    inner join device_periods on device_periods.period = devices.reporting_month
    group by devices.reporting_month
),

compared as (
    select
        *,
        lag(reporting_month) over series as repeats_month,
        lag(period_rows) over series as previous_rows,
        lag(content) over series as previous_content
    from periods
    window series as (partition by extract order by reporting_month)
),

final as (
    select
        extract,
        reporting_month,
        repeats_month,
        period_rows,
        load_id,
        source_row
    from compared
    where content = previous_content and period_rows = previous_rows and period_rows > 1
)

select * from final
