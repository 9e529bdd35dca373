-- What Annex A says of the Incidents that need a Registration Data Provider in a month.
-- grain: one row per reporting month and sentence
-- key: reporting_month, position
-- units: none
-- source: S0 (SECP_72_1309_22 Annex A row 4), S4 (OPSG_49_2405 item 3.1)
-- classification: white
with catalogue as (
    select * from reference.reports where report_key = 'rdp_incidents'
),

summaries as (
    select * from rdp_incident_summary
),

sentences as (
    select
        reporting_month,
        10 as position,
        case
            when opened = 1 then 'There was 1 Registration Data Provider (RDP) Incident'
            else 'There were ' || count_text(opened) || ' Registration Data Provider (RDP) Incidents'
        end || ' opened in ' || month_label(reporting_month) || '.' as observation
    from summaries
    union all
    select
        reporting_month,
        11 as position,
        sentence_start(number_word(resolved)) || case when resolved = 1 then ' Incident' else ' Incidents' end
        || ' reported as resolved within the month and ' || number_word(open_at_month_end)
        || case when open_at_month_end = 1 then ' record' else ' records' end || ' reported as outstanding.'
            as observation
    from summaries
    union all
    select
        reporting_month,
        12 as position,
        case
            when closed_before_issue > 0 then
                sentence_start(number_word(closed_before_issue)) || ' of them '
                || case when closed_before_issue = 1 then 'was' else 'were' end || ' closed before the report was issued. '
            else ''
        end
        || case when issued_date is null then 'Since the end of the month ' else 'Since the report was issued ' end
        || number_word(closed_since) || ' of them' || case when closed_since = 1 then ' has' else ' have' end
        || ' been closed, and '
        || number_word(still_open) || case when still_open = 1 then ' remains' else ' remain' end || ' open.'
            as observation
    from summaries
    where closed_since > 0 or closed_before_issue > 0
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
