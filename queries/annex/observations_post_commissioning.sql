-- What a White annex says of the two post commissioning reports of a month that is loaded: nothing but their class.
-- Their figures are in the Red tables.
-- grain: one row per report, reporting month and sentence
-- key: report_number, reporting_month, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 2)
-- classification: white
with catalogue as (
    select * from reference.reports where extract = 'post_commissioning_devices'
),

months as (
    select distinct period as reporting_month
    from current_loads
    where extract = 'post_commissioning_devices'
),

final as (
    select
        catalogue.report_number,
        months.reporting_month,
        10 as position,
        'This report has a ' || upper(catalogue.classification)
        || ' classification and distribution is limited to the SEC Panel only.' as observation
    from months
    cross join catalogue
)

select * from final
