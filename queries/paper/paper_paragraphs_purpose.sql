-- Why the paper is written and which periods it covers; and how its summary is to be read.
-- grain: one row per annex month, section and paragraph
-- key: annex_month, section_id, position
-- units: none
-- source: S0 (SECP_72_1309_22 sections 1 and 3)
-- classification: white
with reports as (
    select * from paper_reports where frequency in ('monthly', 'quarterly')
),

periods as (
    select
        annex_month,
        period_label,
        max(period) as period,
        -- A month before the quarter that begins with it.
        max(frequency) as frequency
    from reports
    group by annex_month, period_label
),

covered as (
    select
        annex_month,
        list(period_label order by period desc, frequency) as period_labels
    from periods
    group by annex_month
),

final as (
    select
        annex_month,
        'purpose' as section_id,
        10 as position,
        'paragraph' as kind,
        'This paper details which reports are provided by the DCC for the SEC Panel to review, as required by the Smart '
        || 'Energy Code (SEC). It covers the reports for ' || list_text(period_labels) || '.' as text
    from covered
    union all
    select
        annex_month,
        'purpose' as section_id,
        20 as position,
        'paragraph' as kind,
        'The Panel is also asked to note the observations on the reports currently delegated to the Operations Group '
        || '(OPSG).' as text
    from covered
    union all
    select
        annex_month,
        'summary' as section_id,
        10 as position,
        'paragraph' as kind,
        'Annex A provides the full list of reports and the observations on each. Below are the key observations on the '
        || 'reports delegated to the OPSG.' as text
    from covered
)

select * from final
