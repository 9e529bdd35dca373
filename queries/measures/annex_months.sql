-- The months an annex can be made for: those that carry a period something is loaded or registered for. A monthly
-- report's period is carried by the annex so many months later as its catalogue entry says (the July 2019 annex carries
-- the CSR report of July and the Performance Measurement Report of June); a quarterly one first by the annex of the
-- month after its quarter.
-- grain: one row per annex month
-- key: annex_month
-- units: none
-- source: S0 (SECP_72_1309_22), S4 (OPSG_49_2405)
-- classification: white
with loads as (
    select * from current_loads
),

register as (
    select * from stg_report_register
),

reports as (
    select * from reference.reports
),

loaded as (
    select
        reports.frequency,
        reports.lag_months,
        loads.period
    from loads
    inner join reports on reports.extract = loads.extract
    where loads.extract <> 'report_register'
),

registered as (
    select
        reports.frequency,
        reports.lag_months,
        register.period
    from register
    inner join reports on reports.report_number = register.report_number
),

periods as (
    select * from loaded
    union
    select * from registered
),

final as (
    select distinct
        case frequency
            when 'quarterly' then (date_trunc('quarter', period) + interval 3 month)::date
            else (date_trunc('month', period) + to_months(lag_months))::date
        end as annex_month
    from periods
    where frequency in ('monthly', 'quarterly') and period is not null
)

select * from final
