-- In which section of the paper the charts of a report stand: its own, that of the report it is delivered in, or its
-- appendix.
-- grain: one row per annex month and report
-- key: annex_month, report_number
-- units: none
-- source: S0 (SECP_72_1309_22 section 3), S4 (OPSG_49_2405 item 3.5)
-- classification: white
with reports as (
    select * from paper_reports
),

appendices as (
    select * from paper_appendices
),

final as (
    select
        annex_month,
        report_number,
        'report_' || section_report_number as section_id,
        report_number as position
    from reports
    where not is_panel_report
    union all
    select
        annex_month,
        report_number,
        'appendix_' || lower(letter) as section_id,
        report_number as position
    from appendices
)

select * from final
