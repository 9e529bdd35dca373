-- What Annex A says of the Communications Hub returns of a quarter: how many were closed and whose they are, the
-- Regions' parts, and how many are in triage.
-- grain: one row per quarter and sentence
-- key: reporting_month, position
-- units: none; reporting_month is the quarter's first month
-- source: S0 (SECP_72_1309_22 Annex A row 2), S4 (OPSG_49_2405 item 3.5)
-- classification: white
with catalogue as (
    select * from reference.reports where report_key = 'ch_returns'
),

returns as (
    select * from ch_returns_summary
),

closed as (
    select
        reporting_quarter,
        any_value(quarter_records) as records_closed,
        any_value(attribution_records) filter (where attribution = 'No Fault Found') as no_fault_found,
        any_value(attribution_records) filter (where attribution = 'Fault Found') as fault_found,
        any_value(attribution_records) filter (where attribution = 'Not attributed') as not_attributed,
        list(distinct attribution) as attributions
    from returns
    group by reporting_quarter
),

regions as (
    select
        reporting_quarter,
        region,
        any_value(region_records) as records_closed
    from returns
    group by reporting_quarter, region
),

triage as (
    select
        reporting_quarter,
        any_value(quarter_in_triage) as records_in_triage,
        bool_or(has_any_in_triage) as has_any_in_triage,
        bool_or(has_any_closed) as has_any_closed
    from ch_returns_triage
    group by reporting_quarter
),

-- What stands for a number that is suppressed, and for one that is zero.
shown as (
    select
        reporting_quarter,
        records_closed,
        coalesce(count_text(records_closed), '[c]') as records_text,
        coalesce(no_fault_found, 0) as no_fault_found,
        coalesce(
            count_text(no_fault_found), case when list_contains(attributions, 'No Fault Found') then '[c]' else '0' end
        ) as no_fault_found_text,
        coalesce(fault_found, 0) as fault_found,
        coalesce(
            count_text(fault_found), case when list_contains(attributions, 'Fault Found') then '[c]' else '0' end
        ) as fault_found_text,
        case
            when list_contains(attributions, 'Not attributed') then coalesce(count_text(not_attributed), '[c]')
        end as not_attributed_text
    from closed
),

sentences as (
    select
        reporting_quarter,
        10 as position,
        records_text || case when records_closed = 1 then ' record was' else ' records were' end || ' closed in '
        || quarter_label(reporting_quarter) || '. Of these, '
        || no_fault_found_text || case when no_fault_found = 1 then ' was' else ' were' end
        || ' attributed to Service Users (No Fault Found) and '
        || fault_found_text || case when fault_found = 1 then ' was' else ' were' end
        || ' attributed to the DCC (Fault Found).'
        || coalesce(' ' || not_attributed_text || ' have no attribution.', '') as observation
    from shown
    union all
    select
        regions.reporting_quarter,
        11 as position,
        'By Region: ' || list_text(
            list(
                region || ' ' || coalesce(
                    count_text(regions.records_closed) || ' ('
                    || decimal_text(regions.records_closed * 100, closed.records_closed, catalogue.percent_decimals)
                    || '%)', '[c]'
                )
                order by regions.records_closed desc nulls last, region
            )
        ) || '.' as observation
    from regions
    inner join closed on closed.reporting_quarter = regions.reporting_quarter
    cross join catalogue
    group by regions.reporting_quarter
    union all
    select
        reporting_quarter,
        12 as position,
        'At the time of writing the report, no returned Comms Hub has been through the full triage process.'
            as observation
    from triage
    where not has_any_closed
    union all
    select
        reporting_quarter,
        13 as position,
        coalesce(count_text(records_in_triage), '[c]') || case
            when records_in_triage = 1 then ' returned Comms Hub is' else ' returned Comms Hubs are'
        end || ' in triage.' as observation
    from triage
    where has_any_in_triage
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
