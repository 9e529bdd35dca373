-- The register of reports, from the current loads, each entry with the catalogue's number for the report it names;
-- report_number is null where the catalogue knows no such spelling (check_register_reports_known lists those). A
-- quarterly report's entry belongs to its quarter, however the register writes the period.
-- grain: one row per entry of the register
-- key: load_id, source_row
-- units: none
-- source: S1 (SECP_54_0903_14), S4 (OPSG_49_2405 item 5)
-- classification: white
with current_rows as (
    select extract_rows.*
    from extracts.report_register as extract_rows
    inner join current_loads on current_loads.load_id = extract_rows.load_id
    -- Loads are merged: of rows with one key, that of the latest file counts.
    qualify row_number() over (partition by extract_rows.period, extract_rows.report, extract_rows.report_period order by current_loads.file_id desc) = 1
),

spellings as (
    select
        spelling_key(spelling) as spelling_key,
        min(report_number) as report_number
    from reference.report_spellings
    group by all
),

final as (
    select
        current_rows.load_id,
        current_rows.source_row,
        spellings.report_number,
        current_rows.report,
        case
            when reports.frequency = 'quarterly' then date_trunc('quarter', current_rows.period)::date
            else date_trunc('month', current_rows.period)::date
        end as period,
        current_rows.published_date,
        current_rows.reference,
        current_rows.stored_at,
        current_rows.reason_not_published
    from current_rows
    left join spellings on spellings.spelling_key = spelling_key(current_rows.report)
    left join reference.reports as reports on reports.report_number = spellings.report_number
)

select * from final
