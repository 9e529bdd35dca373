-- What the Panel is asked to do, and what is attached to the paper: every appendix by title and class.
-- grain: one row per annex month, section and paragraph
-- key: annex_month, section_id, position
-- units: none
-- source: S0 (SECP_72_1309_22), S1 (SECP_54_0903_14)
-- classification: white
with months as (
    select * from annex_months
),

shortfalls as (
    select
        paper_reports.annex_month,
        coalesce(paper_reports.delivery = 'late', false) as is_late,
        -- A run of unpublished periods is spoken of once more in the first period after it.
        exists (
            select 1
            from observations_timeliness
            where
                observations_timeliness.report_number = paper_reports.report_number
                and observations_timeliness.reporting_month = paper_reports.period
                and observations_timeliness.position > 1
        ) as is_unpublished
    from paper_reports
),

appendices as (
    select * from paper_appendices
),

final as (
    select
        annex_month,
        'recommendations' as section_id,
        10 as position,
        'paragraph' as kind,
        'The Panel is requested to NOTE the observations in relation to the DCC reports delegated to the OPSG.' as text
    from months
    union all
    select
        annex_month,
        'recommendations' as section_id,
        20 as position,
        'paragraph' as kind,
        'The Panel is requested to NOTE the reports that were ' || case
            when not bool_or(is_unpublished) then 'late'
            when not bool_or(is_late) then 'not published'
            else 'late or not published'
        end || ', which section 2 lists.' as text
    from shortfalls
    where is_late or is_unpublished
    group by annex_month
    union all
    select
        annex_month,
        'attachments' as section_id,
        10 as position,
        'item' as kind,
        'Annex A – DCC SEC Panel Reports (' || month_label(annex_month) || ') (classified as this paper is)' as text
    from months
    union all
    select
        annex_month,
        'attachments' as section_id,
        20 as position,
        'item' as kind,
        'Annex B – Index of reports (WHITE)' as text
    from months
    union all
    select
        annex_month,
        'attachments' as section_id,
        20 + ascii(letter) as position,
        'item' as kind,
        'Appendix ' || letter || ' – ' || title || ' (' || upper(classification) || ')' as text
    from appendices
    union all
    select
        annex_month,
        'attachments' as section_id,
        1000 as position,
        'paragraph' as kind,
        'An appendix classified above this paper is named here by its title only.' as text
    from appendices
    group by annex_month
)

select * from final
