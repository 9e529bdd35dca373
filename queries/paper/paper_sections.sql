-- The sections of the covering paper: purpose, the reports that are the Panel's own, a numbered one for each report
-- delegated to the OPSG, recommendations, attachments, the index of reports, and the appendices with a heading for each of
-- their tables. An audience below a section's class is not shown it.
-- grain: one row per annex month and section
-- key: annex_month, section_id
-- units: none
-- source: S0 (SECP_72_1309_22)
-- classification: white
with months as (
    select * from annex_months
),

reports as (
    select
        *,
        row_number() over (partition by annex_month order by report_number) as section_number
    from paper_reports
    -- The register is the matter of section 2 and of Annex B.
    where not is_panel_report and not is_delivered_in_another and frequency <> 'every report'
),

appendices as (
    select * from paper_appendices
),

-- As paper_tables has them.
appendix_tables as (
    select
        appendices.annex_month,
        appendices.letter,
        appendices.classification,
        tables.table_name,
        tables.title,
        row_number() over (
            partition by appendices.annex_month, appendices.letter
            order by tables.table_position, tables.table_name
        ) as position
    from appendices
    inner join reference.annex_tables as tables
        on tables.report_number = appendices.report_number and tables.table_position is not null
),

fixed (position, section_id, heading) as (
    values
    (100, 'purpose', '1. Purpose'),
    (200, 'dcc_reports', '2. DCC Reports'),
    (300, 'summary', '3. Operations Group Reports Summary'),
    (4000, 'recommendations', '4. Recommendations'),
    (5000, 'attachments', 'Attachments'),
    (6000, 'index', 'Annex B: Index of reports')
),

final as (
    select
        months.annex_month,
        fixed.section_id,
        fixed.position,
        2 as heading_level,
        fixed.heading,
        'white' as classification
    from months
    cross join fixed
    union all
    select
        annex_month,
        'report_' || report_number as section_id,
        300 + section_number as position,
        3 as heading_level,
        '3.' || section_number || ' ' || report_name as heading,
        'white' as classification
    from reports
    union all
    select
        annex_month,
        'appendix_' || lower(letter) as section_id,
        100 * ascii(letter) as position,
        2 as heading_level,
        'Appendix ' || letter || ': ' || title || ' (' || upper(classification) || ')' as heading,
        classification
    from appendices
    union all
    select
        annex_month,
        table_name as section_id,
        100 * ascii(letter) + position as position,
        3 as heading_level,
        title as heading,
        classification
    from appendix_tables
)

select * from final
