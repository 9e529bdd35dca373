-- What Annex A says of the Communications Hub exceptions of a month: how many, in which Regions they grow, and the two
-- reasons with most of them. "Continues" is said of a Region that grew in the month before as well.
-- grain: one row per reporting month and sentence
-- key: reporting_month, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 3.1, Annex A row 1)
-- classification: white
with catalogue as (
    select * from reference.reports where report_key = 'ch_exceptions'
),

counts as (
    select * from ch_exception_counts
),

reasons as (
    select
        reporting_month,
        exception_reason,
        reason_rank,
        any_value(reason_exceptions) as exceptions
    from counts
    group by reporting_month, exception_reason, reason_rank
),

totals as (
    select
        reporting_month,
        any_value(month_exceptions) as exceptions,
        -- The total rounded down to its first digit.
        (any_value(month_exceptions) // (10 ** (length(any_value(month_exceptions)::varchar) - 1))::bigint
            * (10 ** (length(any_value(month_exceptions)::varchar) - 1))::bigint)::bigint as round_exceptions
    from counts
    group by reporting_month
),

largest as (
    select *
    from reasons
    where reason_rank <= 2
),

growing as (
    select
        reporting_month,
        months_of_growth > 1 as is_continued,
        list(region order by region_order(region)) as regions,
        list(region order by region) filter (where region = 'Region not given') as unknown_regions
    from ch_exception_growth
    where months_of_growth > 0
    group by reporting_month, is_continued
),

sentences as (
    select
        reporting_month,
        10 as position,
        case
            when exceptions is null then
                'There were [c] Comms Hubs exceptions reported in ' || month_label(reporting_month)
            when exceptions = 1 then 'There was 1 Comms Hub exception reported in ' || month_label(reporting_month)
            when exceptions > round_exceptions and exceptions >= 1000 then
                'There were over ' || count_text(round_exceptions) || ' Comms Hubs exceptions reported in '
                || month_label(reporting_month) || ': ' || count_text(exceptions)
            else
                'There were ' || count_text(exceptions) || ' Comms Hubs exceptions reported in '
                || month_label(reporting_month)
        end || '.' as observation
    from totals
    union all
    select
        reporting_month,
        case when is_continued then 11 else 12 end as position,
        'The number of CH exceptions ' || case when is_continued then 'continues to grow in ' else 'grew in ' end
        || case when unknown_regions is null then region_text(regions) else list_text(regions) end || '.' as observation
    from growing
    union all
    select
        largest.reporting_month,
        13 as position,
        case
            when count(*) = 1 then 'All exceptions were attributed to '
            else 'The largest number of exceptions were attributed to '
        end || list_text(
            list(
                '''' || largest.exception_reason || ''' ('
                || coalesce(
                    decimal_text(largest.exceptions * 100, totals.exceptions, catalogue.percent_decimals) || '%', '[c]'
                ) || ')'
                order by largest.reason_rank
            )
        ) || '.' as observation
    from largest
    inner join totals on totals.reporting_month = largest.reporting_month
    cross join catalogue
    group by largest.reporting_month
),

final as (
    select
        catalogue.report_number,
        sentences.reporting_month,
        sentences.position,
        sentences.observation
    from sentences
    cross join catalogue
)

select * from final
