-- What Annex A says of the Problems of a quarter, and how the open ones moved.
-- grain: one row per quarter and sentence
-- key: reporting_month, position
-- units: none; reporting_month is the quarter's first month
-- source: S0 (SECP_72_1309_22 Annex A row 7), S4 (OPSG_49_2405 item 3.4)
-- classification: white
with catalogue as (
    select * from reference.reports where report_key = 'problems'
),

summaries as (
    select * from problem_summary
),

sentences as (
    select
        reporting_quarter,
        10 as position,
        count_text(open_problems)
        || case when open_problems = 1 then ' open Problem record. ' else ' open Problem records. ' end
        || count_text(fix_identified)
        || case when fix_identified = 1 then ' has a fix' else ' have fixes' end
        || ' identified awaiting implementation.' as observation
    from summaries
    union all
    select
        reporting_quarter,
        11 as position,
        count_text(rca_target_breached)
        || case when rca_target_breached = 1 then ' Problem has' else ' Problems have' end
        || ' breached the target the DCC has set for Root Cause Analysis.' as observation
    from summaries
    union all
    select
        reporting_quarter,
        12 as position,
        case
            when significant_or_impactful = 1 then 'There was also 1 open Problem'
            else 'There were also ' || count_text(significant_or_impactful) || ' open Problems'
        end || ' which the DCC considers ''Significant and/or Impactful''.' as observation
    from summaries
    union all
    select
        reporting_quarter,
        13 as position,
        'The quarter before had ' || count_text(previous_open_problems) || ' open: ' || count_text(opened)
        || ' were opened and ' || count_text(closed) || ' closed in ' || quarter_label(reporting_quarter) || '.'
            as observation
    from summaries
    where previous_open_problems is not null
),

final as (
    select
        catalogue.report_number,
        sentences.reporting_quarter as reporting_month,
        sentences.position,
        sentences.observation
    from sentences
    cross join catalogue
)

select * from final
