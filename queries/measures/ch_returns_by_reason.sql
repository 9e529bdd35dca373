-- Communications Hub returns closed in a quarter by stage and reason: a return before or after installation is a CH
-- Pre- or Post-Installation DCC Responsibility where a fault was found.
-- grain: one row per quarter, attribution, stage and reason
-- key: reporting_quarter, attribution, return_stage, return_reason
-- units: records_closed in returns; share_percent of the quarter's closed returns in percentage points
-- source: SEC F9.15
-- classification: amber
with returns as (
    select * from stg_ch_returns where closed_date is not null
),

counted as (
    select
        date_trunc('quarter', closed_date)::date as reporting_quarter,
        coalesce(attribution, 'Not attributed') as attribution,
        coalesce(return_stage, 'Stage not given') as return_stage,
        coalesce(return_reason, 'Reason not given') as return_reason,
        count(*) as records_closed
    from returns
    group by all
),

final as (
    select
        *,
        records_closed * 100 / sum(records_closed) over (partition by reporting_quarter) as share_percent
    from counted
)

select * from final
