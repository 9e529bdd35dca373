-- Every report the SEC asks for in the annex month is loaded, or the register says why it is not there. Load it, or enter
-- its reason in the register; until then the annex is a draft and cannot be published.
-- grain: one row per annex month and report neither loaded nor explained
-- key: annex_month, report_number
-- units: none
-- source: S4 (OPSG_49_2405 item 5)
-- classification: white
-- severity: warning
with reports as (
    select * from report_presence
),

final as (
    select
        annex_month,
        report_number,
        report_name,
        period_label,
        report_name || ' (' || period_label || ') is neither loaded nor explained by the register.' as note
    from reports
    where not is_loaded and not is_explained
)

select * from final
