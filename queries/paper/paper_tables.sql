-- Which tables stand in the paper: the index of reports, and in an appendix the annex's tables of its report, each under a
-- heading of its own.
-- grain: one row per annex month, section and table
-- key: annex_month, section_id
-- units: none
-- source: S0 (SECP_72_1309_22 Attachments), S4 (OPSG_49_2405 item 5)
-- classification: white
with months as (
    select * from annex_months
),

appendices as (
    select * from paper_appendices
),

tables as (
    select * from reference.annex_tables where table_position is not null
),

final as (
    select
        annex_month,
        'index' as section_id,
        10 as position,
        'annex_b' as table_name
    from months
    union all
    select
        appendices.annex_month,
        tables.table_name as section_id,
        row_number() over (
            partition by appendices.annex_month, appendices.report_number
            order by tables.table_position, tables.table_name
        ) as position,
        tables.table_name
    from appendices
    inner join tables on tables.report_number = appendices.report_number
)

select * from final
