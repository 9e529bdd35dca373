-- Devices of the Post Commissioning Information, from the current loads.
-- grain: one row per period end and Device
-- key: period_end, device_id
-- units: counts in Service Requests
-- source: SEC Appendix AC 5.8
-- classification: red
with current_rows as (
    select extract_rows.*
    from extracts.post_commissioning_devices as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
),

final as (
    select
        load_id,
        source_row,
        period as reporting_month,
        period_end,
        device_id,
        device_type,
        user_id,
        commissioned_date,
        dcc_interrogation,
        recovery_cell_populated,
        issue_security_credentials,
        update_security_credentials_device,
        update_security_credentials_krp
    from current_rows
)

select * from final
