-- Section 2 of the paper: the reports not delegated to the OPSG, who may have the classified ones, what was not published
-- and why, and how many came when they should.
-- grain: one row per annex month and paragraph
-- key: annex_month, section_id, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 2), S1 (SECP_54_0903_14 section 2)
-- classification: white
with reports as (
    select * from paper_reports
),

panel_reports as (
    select
        *,
        report_name || ' (' || period_label || case
            when published_date is not null then ', published ' || day_label(published_date)
            when delivery = 'not published' and is_registered then ', not published'
            when due_date is not null and delivery = 'not due' then ', not due until ' || day_label(due_date)
            else ', no entry in the report register'
        end || ')' as title
    from reports
    where is_panel_report
),

classified as (
    select
        reports.annex_month,
        reports.is_panel_report,
        classifications.class_rank,
        upper(classifications.classification)
        || case when classifications.is_verified then '' else ' (unverified)' end as class_name,
        classifications.distribution,
        list(reports.report_name order by reports.report_number) as report_names
    from reports
    inner join reference.classifications as classifications
        on classifications.classification = reports.classification
    where classifications.class_rank > 1
    group by all
),

paragraphs as (
    select
        annex_month,
        10 as position,
        'paragraph' as kind,
        case
            when count(*) = 1 then 'The following report has not been delegated to the OPSG and remains'
            else 'The following reports have not been delegated to the OPSG and remain'
        end || ' a SEC Panel responsibility:' as text
    from panel_reports
    group by annex_month
    union all
    select
        annex_month,
        10 + report_number as position,
        'item' as kind,
        title as text
    from panel_reports
    union all
    select
        annex_month,
        200 + class_rank as position,
        'paragraph' as kind,
        'The ' || list_text(report_names) || case when len(report_names) = 1 then ' has a' else ' have a' end
        || case when class_name like 'AMBER%' then 'n ' else ' ' end || class_name || ' classification and distribution is '
        || distribution || '.' as text
    from classified
    where is_panel_report
    union all
    select
        reports.annex_month,
        300 + 10 * reports.report_number + observations_timeliness.position as position,
        'paragraph' as kind,
        observations_timeliness.observation as text
    from reports
    inner join observations_timeliness
        on observations_timeliness.report_number = reports.report_number
        and observations_timeliness.reporting_month = reports.period
    -- The sentence at 1 is about the period alone: the counts below have it.
    where observations_timeliness.position > 1
    union all
    select
        reporting_month as annex_month,
        1000 as position,
        'paragraph' as kind,
        'Delivery this month: ' || lower(min_by(observation, position)[1])
        || string_agg(observation, ' ' order by position)[2:]
        || ' Annex B lists when each was due and published, and where it is stored.' as text
    from observations_report_register
    group by reporting_month
    union all
    select
        annex_month,
        1100 as position,
        'paragraph' as kind,
        'Of the reports delegated to the OPSG the following are classified. The observations on them are totals released '
        || 'for publication, and name no User.' as text
    from classified
    where not is_panel_report
    group by annex_month
    union all
    select
        annex_month,
        1100 + class_rank as position,
        'item' as kind,
        class_name || ', distribution ' || distribution || ': ' || array_to_string(report_names, '; ') as text
    from classified
    where not is_panel_report
),

final as (
    select
        annex_month,
        'dcc_reports' as section_id,
        position,
        kind,
        text
    from paragraphs
)

select * from final
