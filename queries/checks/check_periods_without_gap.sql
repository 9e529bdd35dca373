-- Between the first period loaded of a report and the one the annex month looks at, every period is loaded, or the register
-- says why it is not there: a trend or a streak over a gap says less than it seems to.
-- grain: one row per annex month and report with a gap
-- key: annex_month, report_number
-- units: periods
-- source: S0 (SECP_72_1309_22)
-- classification: white
-- severity: warning
with annexes as (
    select * from annex_periods where is_required and frequency in ('monthly', 'quarterly')
),

reports as (
    select * from reference.reports
),

months as (
    select calendar_date as period
    from calendar_days
    where day(calendar_date) = 1
),

loaded as (
    select distinct
        extract,
        period
    from current_loads
),

first_periods as (
    select
        extract,
        min(period) as first_period
    from loaded
    group by extract
),

reasons as (
    select distinct
        report_number,
        period
    from stg_report_register
    where reason_not_published is not null
),

final as (
    select
        annexes.annex_month,
        annexes.report_number,
        reports.report_name,
        count(*) as missing_periods,
        min(months.period) as first_missing_period,
        max(months.period) as last_missing_period,
        reports.report_name || ': ' || case
            when count(*) = 1 then period_label(min(months.period), annexes.frequency) || ' is'
            else
                count_of(count(*), case annexes.frequency when 'quarterly' then 'quarter' else 'month' end)
                || ' between ' || period_label(min(months.period), annexes.frequency) || ' and '
                || period_label(max(months.period), annexes.frequency) || ' are'
        end || ' neither loaded nor explained by the register, so a trend over '
        || case when count(*) = 1 then 'it' else 'them' end || ' says less than it seems to.' as note
    from annexes
    inner join reports on reports.report_number = annexes.report_number
    inner join first_periods on first_periods.extract = annexes.extract
    inner join months
        on months.period > first_periods.first_period
        and months.period < annexes.period
        and (annexes.frequency = 'monthly' or month(months.period) in (1, 4, 7, 10))
    left join loaded on loaded.extract = annexes.extract and loaded.period = months.period
    left join reasons
        on reasons.report_number = coalesce(reports.delivered_in, reports.report_number)
        and reasons.period = months.period
    where loaded.period is null and reasons.period is null
    group by annexes.annex_month, annexes.report_number, annexes.frequency, reports.report_name
)

select * from final
