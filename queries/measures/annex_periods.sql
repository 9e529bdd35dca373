-- Which period of each report an annex looks at. Monthly: the annex month less the report's lag. Quarterly: the latest
-- quarter that ended by the end of the annex month. The register and the actions have no period of their own: the annex
-- month's. is_required is false for a period after the last one the SEC asks the report for.
-- grain: one row per annex month and report of the catalogue
-- key: annex_month, report_number
-- units: none
-- source: S0 (SECP_72_1309_22), S4 (OPSG_49_2405)
-- classification: white
with months as (
    select * from annex_months
),

reports as (
    select * from reference.reports
),

periods as (
    select
        months.annex_month,
        reports.*,
        case
            when reports.frequency = 'quarterly'
                then (date_trunc('quarter', months.annex_month + interval 1 month) - interval 3 month)::date
            else (months.annex_month - to_months(coalesce(reports.lag_months, 0)))::date
        end as period
    from months
    cross join reports
),

final as (
    select
        annex_month,
        report_number,
        report_key,
        frequency,
        extract,
        delivered_in,
        period,
        period_label(period, frequency) as period_label,
        coalesce(period_end(period, frequency) <= valid_to, true) as is_required
    from periods
)

select * from final
