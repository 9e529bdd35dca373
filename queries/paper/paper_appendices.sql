-- The paper's appendices: each report that is the Panel's own and classified above White, where it was published. The
-- paper names them all, and holds the content of those its audience may see.
-- grain: one row per annex month and report
-- key: annex_month, report_number
-- units: none
-- source: S0 (SECP_72_1309_22 Attachments), S1 (SECP_54_0903_14 section 2)
-- classification: white
with reports as (
    select *
    from paper_reports
    where is_panel_report and published_date is not null and classification <> 'white'
),

final as (
    select
        annex_month,
        report_number,
        chr(64 + row_number() over (partition by annex_month order by report_number)::integer) as letter,
        report_name || ' (' || period_label || ')' as title,
        classification
    from reports
)

select * from final
