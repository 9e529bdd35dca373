-- Every Region and every User role is one the SEC knows, so that no split by Region or role loses a row. Ask for a corrected
-- extract.
-- grain: one row per row with another Region or role
-- key: load_id, source_row
-- units: none
-- source: SEC A1.1
-- classification: amber
-- severity: error
with unknown as (
    select
        'ch_exceptions' as extract,
        reporting_month as reporting_month,
        region as unknown_value,
        load_id,
        source_row
    from stg_ch_exceptions
    where region not in ('North', 'Central', 'South')
    union all
    select
        'ch_installations' as extract,
        reporting_month as reporting_month,
        region as unknown_value,
        load_id,
        source_row
    from stg_ch_installations
    where region not in ('North', 'Central', 'South')
    union all
    select
        'ch_returns' as extract,
        reporting_quarter as reporting_month,
        region as unknown_value,
        load_id,
        source_row
    from stg_ch_returns
    where region not in ('North', 'Central', 'South')
    union all
    select
        'network_enhancement_plans' as extract,
        reporting_quarter as reporting_month,
        region as unknown_value,
        load_id,
        source_row
    from stg_network_enhancement_plans
    where region not in ('North', 'Central', 'South')
    union all
    select
        'performance_measures' as extract,
        reporting_month as reporting_month,
        region as unknown_value,
        load_id,
        source_row
    from stg_performance_measures
    where region not in ('National', 'North', 'Central', 'South')
    union all
    select
        'sr_variance' as extract,
        reporting_month,
        user_role as unknown_value,
        load_id,
        source_row
    from stg_sr_variance
    where user_role not in ('IS', 'ES', 'GS', 'RSA', 'ED', 'GT', 'OU')
),

final as (
    select * from unknown
)

select * from final
