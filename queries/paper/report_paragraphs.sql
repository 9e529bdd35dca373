-- What a document says of each report delegated to the OPSG: when it was due and published, every run of periods not
-- published, then its observations as one paragraph. It holds no figure of its own.
-- grain: one row per annex month, report and paragraph
-- key: annex_month, report_number, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 3), S4 (OPSG_49_2405)
-- classification: white
with reports as (
    select * from paper_reports where not is_panel_report
),

annex as (
    select * from annex_a
),

deliveries as (
    select
        annex_month,
        report_number,
        10 as position,
        case
            when delivery = 'on time' then
                'The ' || period_label || ' report was due on ' || day_label(due_date) || ' and published on '
                || case when published_date = due_date then 'that day' else day_label(published_date) end || ': on time.'
            when delivery = 'late' then
                'The ' || period_label || ' report was due on ' || day_label(due_date) || ' and published on '
                || day_label(published_date) || ': late by ' || count_of(working_days_late, 'Working Day') || '.'
            when published_date is not null then
                'The ' || period_label || ' report was published on ' || day_label(published_date)
                || case when delivery = 'published, no deadline' then '; the SEC sets no deadline for it.' else '.' end
            when delivery = 'not due' and due_date is not null then
                'The ' || period_label || ' report is not due until ' || day_label(due_date) || '.'
            when not is_registered then 'The report register has no entry for ' || period_label || '.'
        end as text
    from reports
    where frequency in ('monthly', 'quarterly') and not is_delivered_in_another
),

unpublished as (
    select
        reports.annex_month,
        reports.report_number,
        10 + observations_timeliness.position as position,
        observations_timeliness.observation as text
    from reports
    inner join observations_timeliness
        on observations_timeliness.report_number = reports.report_number
        and observations_timeliness.reporting_month = reports.period
    -- The sentence at 1 says what deliveries says with its days.
    where observations_timeliness.position > 1
),

figures as (
    select
        reports.annex_month,
        reports.report_number,
        1000 as position,
        coalesce(
            annex.key_observations,
            case when reports.is_delivered_in_another then reports.report_name || ': ' else '' end
            || annex.missing_observation
        ) as text
    from reports
    inner join annex on annex.annex_month = reports.annex_month and annex.report_number = reports.report_number
),

paragraphs as (
    select * from deliveries
    union all
    select * from unpublished
    union all
    select * from figures
),

final as (
    select
        reports.annex_month,
        reports.section_report_number,
        reports.report_number,
        paragraphs.position,
        paragraphs.text
    from paragraphs
    inner join reports
        on reports.annex_month = paragraphs.annex_month and reports.report_number = paragraphs.report_number
    where paragraphs.text is not null
)

select * from final
