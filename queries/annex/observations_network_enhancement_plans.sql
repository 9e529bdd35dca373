-- What Annex A says of the Network Enhancement Plans of a quarter: completed and ongoing by kind.
-- grain: one row per quarter and sentence
-- key: reporting_month, position
-- units: none; reporting_month is the quarter's first month
-- source: S0 (SECP_72_1309_22 Annex A row 3)
-- classification: white
with catalogue as (
    select * from reference.reports where report_key = 'network_enhancement_plans'
),

kinds as (
    select
        *,
        case when kind = 'Kind not given' then 'other' else lower(kind) end as kind_name,
        row_number() over (partition by reporting_quarter order by kind) as kind_position
    from nep_summary
),

sentences as (
    select
        reporting_quarter,
        10 + kind_position as position,
        count_text(completed) || ' ' || kind_name || case when completed = 1 then ' NEP' else ' NEPs' end
        || ' completed covering ' || coalesce(count_text(premises), '[c]') || ' premises.'
            as observation
    from kinds
    where completed > 0
    union all
    select
        reporting_quarter,
        10 as position,
        'No NEP was completed in ' || quarter_label(reporting_quarter) || '.' as observation
    from kinds
    group by reporting_quarter
    having sum(completed) = 0
    union all
    select
        reporting_quarter,
        100 + kind_position as position,
        count_text(ongoing) || ' ' || kind_name || case when ongoing = 1 then ' NEP' else ' NEPs' end
        || ' ongoing covering ' || coalesce(count_text(ongoing_premises), '[c]') || ' premises.'
            as observation
    from kinds
    where ongoing > 0
    union all
    select
        kinds.reporting_quarter,
        200 + kinds.kind_position as position,
        'The ' || kinds.kind_name || ' NEPs completed so far cover '
        || decimal_text(
            kinds.cumulative_premises * 100,
            kinds.milestone_premises,
            shown_decimals(kinds.percent_of_milestone, 100, null, catalogue.percent_decimals)
        )
        || '% of the ' || count_text(kinds.milestone_premises) || ' premises due by '
        || strftime(kinds.milestone_date, '%-d %B %Y') || '.' as observation
    from kinds
    cross join catalogue
    where kinds.milestone_premises > 0 and kinds.cumulative_premises is not null
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
