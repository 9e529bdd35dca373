-- Network Enhancement Plans by kind. completed counts the plans completed within the quarter, and premises what those
-- cover; ongoing those not completed by its end. cumulative_premises adds up the completed premises of the quarters
-- loaded so far, and percent_of_milestone compares it with the milestone of data/reference/nep_milestones.csv.
-- grain: one row per quarter and kind in its extract
-- key: reporting_quarter, kind
-- units: plans; premises in premises; percent_of_milestone in percentage points, null where no milestone is known
-- source: SEC F7.21
-- classification: white
-- release: counts by kind, published in SECP_72_1309_22 Annex A row 3
with plans as (
    select
        *,
        coalesce(kind, 'Kind not given') as known_kind,
        period_end(reporting_quarter, 'quarterly') as quarter_end
    from stg_network_enhancement_plans
),

milestones as (
    select * from reference.nep_milestones
),

counted as (
    select
        reporting_quarter,
        known_kind as kind,
        count(*) filter (where completed_date between reporting_quarter and quarter_end) as completed,
        coalesce(sum(premises) filter (where completed_date between reporting_quarter and quarter_end), 0)::bigint
            as premises,
        count(*) filter (where completed_date is null or completed_date > quarter_end) as ongoing,
        coalesce(sum(premises) filter (where completed_date is null or completed_date > quarter_end), 0)::bigint
            as ongoing_premises
    from plans
    group by reporting_quarter, known_kind
),

accumulated as (
    select
        *,
        sum(premises) over (partition by kind order by reporting_quarter)::bigint as cumulative_premises
    from counted
),

final as (
    select
        accumulated.*,
        milestones.premises as milestone_premises,
        case when milestones.premises > 0 then accumulated.cumulative_premises * 100 / milestones.premises end
            as percent_of_milestone,
        milestones.milestone_date
    from accumulated
    left join milestones on lower(milestones.kind) = lower(accumulated.kind)
)

select * from final
