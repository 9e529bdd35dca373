-- Problems of a quarter's extract. Open means not closed by the quarter's end; the other counts are of open Problems
-- and overlap. rca_target_breached: the target date for the Root Cause Analysis (RCA) lies before the quarter's last
-- day, and the analysis was not completed by it. opened and closed happened within the quarter, and
-- previous_open_problems is what the quarter before had open, null where that was not loaded.
-- grain: one row per quarter
-- key: reporting_quarter
-- units: Problems
-- source: SEC Appendix AG 3.2
-- classification: white
-- release: counts of Problems, published in SECP_72_1309_22 Annex A row 7 and OPSG_49_2405 item 3.4
-- contributors: none, as a Problem is the DCC's own
with problems as (
    select
        *,
        period_end(reporting_quarter, 'quarterly') as quarter_end
    from stg_problems
),

judged as (
    select
        *,
        coalesce(closed_date > quarter_end, true) as is_open
    from problems
),

counted as (
    select
        reporting_quarter,
        count(*) filter (where is_open) as open_problems,
        count(*) filter (where is_open and fix_identified) as fix_identified,
        count(*) filter (
            where is_open and rca_target_date < quarter_end and coalesce(rca_completed_date > rca_target_date, true)
        ) as rca_target_breached,
        count(*) filter (where is_open and significant_or_impactful) as significant_or_impactful,
        count(*) filter (where opened_date between reporting_quarter and quarter_end) as opened,
        count(*) filter (where closed_date between reporting_quarter and quarter_end) as closed
    from judged
    group by reporting_quarter
),

final as (
    select
        counted.*,
        previous.open_problems as previous_open_problems
    from counted
    left join counted as previous
        on previous.reporting_quarter = (counted.reporting_quarter - interval 3 month)::date
)

select * from final
