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

closed as (
    select
        reporting_quarter,
        sum(records_closed)::bigint as records_closed,
        coalesce(sum(records_closed) filter (where attribution = 'No Fault Found'), 0)::bigint as no_fault_found,
        coalesce(sum(records_closed) filter (where attribution = 'Fault Found'), 0)::bigint as fault_found,
        coalesce(sum(records_closed) filter (where attribution = 'Not attributed'), 0)::bigint as not_attributed
    from ch_returns_summary
    group by reporting_quarter
),

regions as (
    select
        reporting_quarter,
        region,
        sum(records_closed)::bigint as records_closed
    from ch_returns_summary
    group by reporting_quarter, region
),

triage as (
    select
        reporting_quarter,
        sum(records_in_triage)::bigint as records_in_triage,
        sum(records_closed)::bigint as records_closed
    from ch_returns_triage
    group by reporting_quarter
),

sentences as (
    select
        reporting_quarter,
        10 as position,
        count_of(records_closed, 'record') || case when records_closed = 1 then ' was' else ' were' end || ' closed in '
        || quarter_label(reporting_quarter) || '. Of these, '
        || count_text(no_fault_found) || case when no_fault_found = 1 then ' was' else ' were' end
        || ' attributed to Service Users (No Fault Found) and '
        || count_text(fault_found) || case when fault_found = 1 then ' was' else ' were' end
        || ' attributed to the DCC (Fault Found).' || case
            when not_attributed > 0 then ' ' || count_text(not_attributed) || ' have no attribution.' else ''
        end as observation
    from closed
    union all
    select
        regions.reporting_quarter,
        11 as position,
        'By Region: ' || list_text(
            list(
                region || ' ' || count_text(regions.records_closed) || ' ('
                || decimal_text(regions.records_closed * 100, closed.records_closed, catalogue.percent_decimals) || '%)'
                order by regions.records_closed desc, region
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
    where records_closed = 0
    union all
    select
        reporting_quarter,
        13 as position,
        count_text(records_in_triage) || case
            when records_in_triage = 1 then ' returned Comms Hub is' else ' returned Comms Hubs are'
        end || ' in triage.' as observation
    from triage
    where records_in_triage > 0
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
