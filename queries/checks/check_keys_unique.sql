-- A row's key stands once in what counts: a User once a month, a Device once a period. A file that repeats a key is refused
-- when it is loaded; here it is held for all that counts together. Ask for a corrected extract.
-- grain: one row per row that shares its key (the register's entries: check_register_reports_once)
-- key: load_id, source_row
-- units: none
-- source: extracts' contracts
-- classification: red
-- severity: error
with repeated_devices as (
    -- Devices are too many to be sorted. Rows with one key have one hash; where any two have, the keys are compared.
    select
        reporting_month,
        hash(period_end, device_id) as key_hash
    from stg_post_commissioning_devices
    group by reporting_month, key_hash
    having count(*) > 1
),

repeated as (
    select
        'actions' as extract,
        null::date as reporting_month,
        load_id,
        source_row
    from stg_actions
    qualify count(*) over (partition by action_reference) > 1
    union all
    select
        'ch_exceptions' as extract,
        reporting_month as reporting_month,
        load_id,
        source_row
    from stg_ch_exceptions
    qualify count(*) over (partition by reporting_month, device_id, exception_reason) > 1
    union all
    select
        'ch_installations' as extract,
        reporting_month as reporting_month,
        load_id,
        source_row
    from stg_ch_installations
    qualify count(*) over (partition by reporting_month, device_id, installed_date) > 1
    union all
    select
        'ch_returns' as extract,
        reporting_quarter as reporting_month,
        load_id,
        source_row
    from stg_ch_returns
    qualify count(*) over (partition by reporting_quarter, device_id, returned_date) > 1
    union all
    select
        'csr_variance' as extract,
        reporting_month as reporting_month,
        load_id,
        source_row
    from stg_csr_variance
    qualify count(*) over (partition by reporting_month, user_id) > 1
    union all
    select
        'network_enhancement_plans' as extract,
        reporting_quarter as reporting_month,
        load_id,
        source_row
    from stg_network_enhancement_plans
    qualify count(*) over (partition by reporting_quarter, nep_reference) > 1
    union all
    select
        'performance_measures' as extract,
        reporting_month as reporting_month,
        load_id,
        source_row
    from stg_performance_measures
    qualify count(*) over (partition by reporting_month, provider, region, measure_code) > 1
    union all
    select
        'post_commissioning_devices' as extract,
        devices.reporting_month as reporting_month,
        devices.load_id,
        devices.source_row
    from stg_post_commissioning_devices as devices
    inner join repeated_devices
        on repeated_devices.reporting_month = devices.reporting_month
        and repeated_devices.key_hash = hash(devices.period_end, devices.device_id)
    qualify count(*) over (partition by devices.reporting_month, devices.period_end, devices.device_id) > 1
    union all
    select
        'problems' as extract,
        reporting_quarter as reporting_month,
        load_id,
        source_row
    from stg_problems
    qualify count(*) over (partition by reporting_quarter, problem_reference) > 1
    union all
    select
        'rdp_incidents' as extract,
        reporting_month as reporting_month,
        load_id,
        source_row
    from stg_rdp_incidents
    qualify count(*) over (partition by reporting_month, incident_reference) > 1
    union all
    select
        'sr_variance' as extract,
        reporting_month as reporting_month,
        load_id,
        source_row
    from stg_sr_variance
    qualify count(*) over (partition by reporting_month, user_id, service_reference_variant) > 1
),

final as (
    select * from repeated
)

select * from final
