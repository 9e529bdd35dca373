-- What stands first in each appendix: where the report it gives the figures of was published and is stored.
-- grain: one row per annex month, section and paragraph
-- key: annex_month, section_id, position
-- units: none
-- source: S1 (SECP_54_0903_14 section 2)
-- classification: white
with appendices as (
    select * from paper_appendices
),

reports as (
    select * from paper_reports
),

final as (
    select
        appendices.annex_month,
        'appendix_' || lower(appendices.letter) as section_id,
        10 as position,
        'paragraph' as kind,
        'Figures from the ' || reports.report_name || ' for ' || reports.period_label || ', ' || concat_ws(
            ', ',
            'published ' || day_label(reports.published_date),
            reports.reference,
            'stored at ' || reports.stored_at
        ) || '.' as text
    from appendices
    inner join reports
        on reports.annex_month = appendices.annex_month and reports.report_number = appendices.report_number
)

select * from final
