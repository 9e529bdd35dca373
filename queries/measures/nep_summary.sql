-- Network Enhancement Plans by kind. completed counts the plans completed within the quarter, and premises what those
-- cover; ongoing those not completed by its end. cumulative_premises adds up the completed premises of the quarters
-- loaded so far, and percent_of_milestone compares it with the milestone of data/reference/nep_milestones.csv.
-- grain: one row per quarter and kind in its extract
-- key: reporting_quarter, kind
-- units: plans; premises in premises; percent_of_milestone in percentage points, null where no milestone is known;
--   figures named in suppressed_columns are null for an audience that may not be shown them: the premises of few plans,
--   and once that happened what adds them up
-- source: SEC F7.21
-- classification: white
-- release: counts by kind, published in SECP_72_1309_22 Annex A row 3
-- contributors: plans
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
        minimum_group('plans', 'network_enhancement_plans') as minimum,
        sum(premises) over (partition by kind order by reporting_quarter)::bigint as cumulative_premises
    from counted
),

judged as (
    select
        *,
        completed > 0 and completed < minimum as is_premises_suppressed,
        ongoing > 0 and ongoing < minimum as is_ongoing_suppressed,
        bool_or(completed > 0 and completed < minimum) over (partition by kind order by reporting_quarter)
            as is_sum_suppressed
    from accumulated
),

final as (
    select
        judged.reporting_quarter,
        judged.kind,
        judged.completed,
        case when not judged.is_premises_suppressed then judged.premises end as premises,
        judged.ongoing,
        case when not judged.is_ongoing_suppressed then judged.ongoing_premises end as ongoing_premises,
        case when not judged.is_sum_suppressed then judged.cumulative_premises end as cumulative_premises,
        milestones.premises as milestone_premises,
        case
            when milestones.premises > 0 and not judged.is_sum_suppressed
                then judged.cumulative_premises * 100 / milestones.premises
        end as percent_of_milestone,
        shown_decimals(
            case
                when milestones.premises > 0 and not judged.is_sum_suppressed
                    then judged.cumulative_premises * 100 / milestones.premises
            end, 100, null, reports.percent_decimals
        ) as shown_decimals,
        milestones.milestone_date,
        nullif(
            concat_ws(
                ',',
                case when judged.is_premises_suppressed then 'premises' end,
                case when judged.is_ongoing_suppressed then 'ongoing_premises' end,
                case when judged.is_sum_suppressed then 'cumulative_premises' end,
                case when judged.is_sum_suppressed and milestones.premises > 0 then 'percent_of_milestone' end
            ), ''
        ) as suppressed_columns,
        suppressed_reason('plans', judged.minimum, suppressed_columns) as suppressed_reason
    from judged
    cross join reference.reports as reports
    left join milestones on lower(milestones.kind) = lower(judged.kind)
    where reports.report_key = 'network_enhancement_plans'
)

select * from final
