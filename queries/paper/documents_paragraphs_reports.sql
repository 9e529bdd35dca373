-- The key observations in the paper and in the headlines: what report_paragraphs says of each report, under the heading of
-- the report it is delivered in.
-- grain: one row per annex month, section and paragraph
-- key: annex_month, section_id, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 3), S4 (OPSG_49_2405)
-- classification: white
with paragraphs as (
    select * from report_paragraphs
),

final as (
    select
        annex_month,
        'report_' || section_report_number as section_id,
        -- The report itself before those delivered in it.
        row_number() over (
            partition by annex_month, section_report_number
            order by report_number <> section_report_number, report_number, position
        ) as position,
        'paragraph' as kind,
        text
    from paragraphs
)

select * from final
