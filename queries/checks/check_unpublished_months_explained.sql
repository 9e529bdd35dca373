-- A month without a Performance Measurement Report between months with one is explained by the register. Load the
-- report, or enter it in the register with its reason.
-- grain: one row per reporting month
-- key: reporting_month
-- units: measures without a figure
-- source: SEC H13.4
-- classification: white
-- severity: warning
with levels as (
    select * from performance_levels
),

register as (
    select * from report_timeliness where report_key = 'performance_measures'
),

months as (
    select
        reporting_month,
        count(*) as measures
    from levels
    group by reporting_month
    having bool_and(status = 'not_published')
),

final as (
    select
        months.reporting_month,
        months.measures
    from months
    left join register on register.period = months.reporting_month and register.is_registered
    where register.reason is null or register.delivery <> 'not published'
)

select * from final
