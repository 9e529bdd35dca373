-- The documents that go with the annex of a month, and what stands under their titles: the month's own row of
-- reference.papers, or the one for every month.
-- grain: one row per annex month and document
-- key: annex_month, document
-- units: none
-- source: S0 (SECP_72_1309_22), S4 (OPSG_49_2405)
-- classification: white
with months as (
    select * from annex_months
),

papers as (
    select * from reference.papers
),

final as (
    select
        months.annex_month,
        papers.document,
        1 as position,
        papers.title,
        papers.reference,
        papers.action,
        papers.author,
        papers.source,
        papers.is_verified,
        papers.dated
    from months
    inner join papers on coalesce(papers.annex_month, months.annex_month) = months.annex_month
    -- False before true: the month's own row first.
    qualify row_number() over (
        partition by months.annex_month, papers.document
        order by papers.annex_month is null
    ) = 1
)

select * from final
