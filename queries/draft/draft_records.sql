-- What a first commentary says of records in the other reports: volumes, open Incidents and exceptions above or below
-- every month before, and Regions whose exceptions continue to grow.
-- grain: one row per annex month, report and sentence
-- key: annex_month, report_number, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 3.1), S4 (OPSG_49_2405 item 3.1)
-- classification: white
with periods as (
    select * from annex_periods
),

records as (
    select * from claim_record where is_true
),

growth as (
    select * from claim_continues_to_grow where is_true
),

figures (figure, report_key, label) as (
    values
    ('csr_variance_summary.actual_volume', 'csr_variance', 'Certificate Signing Requests sent'),
    ('sr_variance_summary.actual_volume', 'sr_variance', 'Service Requests sent'),
    ('rdp_incident_summary.open_at_month_end', 'rdp_incidents', 'Incidents open at the month''s end'),
    ('ch_exception_growth.exceptions', 'ch_exceptions', 'Comms Hubs exceptions')
),

sentences as (
    select
        figures.report_key,
        records.reporting_month,
        1 as part,
        figures.label || case when records.region = 'National' then '' else ' in ' || inert_text(records.region) end
        || ': {{' || figures.figure
        || case when records.region = 'National' then '' else ' where region = ' || sql_text(records.region) end
        || '}}, {{claim: record where figure = ' || sql_text(figures.figure) || ' and region = ' || sql_text(records.region)
        || ' and kind = ' || sql_text(records.kind) || '}}.' as text
    from records
    inner join figures on figures.figure = records.figure
    union all
    select
        'ch_exceptions' as report_key,
        reporting_month,
        2 as part,
        'The number of CH exceptions {{claim: "continues to grow" if every claim_continues_to_grow has is_true '
        || 'where region in (' || string_agg(sql_text(region), ', ' order by region_order(region), region) || ')}} in '
        || list_text(list(inert_text(region) order by region_order(region), region)) || '.' as text
    from growth
    group by reporting_month
),

final as (
    select
        periods.annex_month,
        periods.report_number,
        row_number() over (
            partition by periods.annex_month, periods.report_number
            order by sentences.part, sentences.text
        ) as position,
        'paragraph' as kind,
        sentences.text
    from periods
    inner join sentences
        on sentences.report_key = periods.report_key and sentences.reporting_month = periods.period
)

select * from final
