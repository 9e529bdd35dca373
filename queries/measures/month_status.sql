-- What there is for each report an annex month carries: its data, loaded or missing, superseded and quarantined, and
-- its delivery. A report delivered inside another has that one's delivery. The register and the actions, which have no
-- period of their own, count every period.
-- grain: one row per annex month and report of the catalogue
-- key: annex_month, report_number
-- units: quarantined_rows in rows of the sheets; superseded_loads in loads; working_days_late in Working Days
-- source: SEC H13.4, L8.9, H3.24
-- classification: white
with periods as (
    select * from annex_periods
),

reports as (
    select * from reference.reports
),

loads as (
    select * from load_history
),

timeliness as (
    select * from report_timeliness
),

data as (
    select
        periods.annex_month,
        periods.report_number,
        string_agg(distinct loads.file_name, ', ' order by loads.file_name)
            filter (where loads.is_current) as file_names,
        count(*) filter (where loads.is_current) as current_loads,
        coalesce(sum(loads.quarantined_rows) filter (where loads.is_current), 0)::bigint as quarantined_rows,
        count(*) filter (where not loads.is_current) as superseded_loads
    from periods
    inner join loads
        on loads.extract = periods.extract
        and (
            periods.frequency not in ('monthly', 'quarterly')
            or loads.period = periods.period
        )
    group by periods.annex_month, periods.report_number
),

final as (
    select
        periods.annex_month,
        periods.report_number,
        reports.report_name,
        periods.period_label,
        case
            when data.current_loads > 0 then 'loaded'
            when periods.is_required then 'missing'
            else 'not required'
        end as data_status,
        data.file_names,
        timeliness.delivery,
        timeliness.reason,
        coalesce(data.superseded_loads, 0) as superseded_loads,
        coalesce(data.quarantined_rows, 0) as quarantined_rows,
        timeliness.working_days_late,
        periods.period,
        timeliness.due_date,
        timeliness.published_date
    from periods
    inner join reports on reports.report_number = periods.report_number
    left join data on data.annex_month = periods.annex_month and data.report_number = periods.report_number
    left join timeliness
        on timeliness.report_number = coalesce(periods.delivered_in, periods.report_number)
        and timeliness.period = periods.period
)

select * from final
