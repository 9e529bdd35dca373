-- What stands under a document's title, in pairs. A paper without a reference says that it has none yet; nobody is named
-- unless reference.papers does.
-- grain: one row per annex month, document and fact
-- key: annex_month, document, position
-- units: none
-- source: S0 (SECP_72_1309_22), S4 (OPSG_49_2405)
-- classification: white
with documents as (
    select * from documents
),

facts as (
    select
        annex_month,
        document,
        10 as position,
        case document when 'headlines' then 'Meeting' else 'Paper Reference' end as label,
        coalesce(reference, 'To be given') as value
    from documents
    union all
    select
        annex_month,
        document,
        20 as position,
        'Action' as label,
        action as value
    from documents
    union all
    select
        annex_month,
        document,
        30 as position,
        'Reporting month' as label,
        month_label(annex_month) as value
    from documents
    union all
    select
        annex_month,
        document,
        40 as position,
        'Author' as label,
        author as value
    from documents
    union all
    select
        annex_month,
        document,
        50 as position,
        'Date' as label,
        day_label(dated) as value
    from documents
    union all
    select
        annex_month,
        document,
        60 as position,
        'Unverified' as label,
        'Reference, author and date: ' || source as value
    from documents
    where not is_verified
),

final as (
    select * from facts where value is not null
)

select * from final
