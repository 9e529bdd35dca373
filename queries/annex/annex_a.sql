-- Annex A: what each report is, when it is due, and what is observed of it. Every report of the catalogue has its row
-- in every annex month. The observations are the sentences of the observations_ views for the period the annex looks
-- at; a row without any says plainly what is missing. It holds no figure of its own. reporting_month and annex_month
-- are the annex's month; period is the first day of the period looked at.
-- grain: one row per annex month and report
-- key: annex_month, report_number
-- units: none
-- source: S0 (SECP_72_1309_22 Annex A)
-- classification: white
with periods as (
    select * from annex_periods
),

reports as (
    select * from reference.reports
),

loads as (
    select distinct
        extract,
        period
    from current_loads
),

timeliness as (
    select * from report_timeliness
),

sentences as (
    select
        report_number,
        reporting_month,
        string_agg(observation, chr(10) order by position) as observations,
        string_agg(observation, ' ' order by position) filter (where position >= 10) as key_observations,
        count(*) filter (where position >= 10) as figures
    from observations
    group by report_number, reporting_month
),

carried as (
    select
        periods.*,
        reports.valid_to,
        carriers.report_name as carrier_name,
        timeliness.delivery,
        timeliness.due_date,
        timeliness.is_registered,
        sentences.observations,
        sentences.key_observations,
        coalesce(sentences.figures, 0) as figures,
        exists (
            select 1
            from loads
            where loads.extract = periods.extract and coalesce(loads.period, periods.period) = periods.period
        ) as is_loaded
    from periods
    inner join reports on reports.report_number = periods.report_number
    left join sentences
        on sentences.report_number = periods.report_number and sentences.reporting_month = periods.period
    left join reports as carriers on carriers.report_number = periods.delivered_in
    left join timeliness
        on timeliness.report_number = coalesce(periods.delivered_in, periods.report_number)
        and timeliness.period = periods.period
),

explained as (
    select
        *,
        case
            when figures > 0 then null
            when not is_required then
                'Not required for ' || period_label || ': the SEC asks for it for periods that end by '
                || strftime(valid_to, '%-d %B %Y') || '.'
            when is_loaded then 'Nothing to observe in the data for ' || period_label || '.'
            when delivery = 'not published' and is_registered and delivered_in is not null then
                'Not published for ' || period_label || ', as the ' || carrier_name || ' was not.'
            -- The sentence about its delivery has said so.
            when delivery = 'not published' and is_registered then null
            when delivery = 'not due' and due_date is not null and delivered_in is null then null
            else 'No data is loaded for ' || period_label || '.'
        end as missing
    from carried
),

final as (
    select
        explained.annex_month,
        explained.report_number as row_position,
        explained.report_number,
        reports.report_name,
        reports.purpose,
        concat_ws(' – ', reports.clause, sentence_start(reports.frequency), reports.timing) || '.'
            as delivery_per_sec,
        concat_ws(chr(10), explained.observations, explained.missing) as observations,
        explained.key_observations,
        explained.missing as missing_observation,
        explained.period_label,
        explained.period,
        explained.annex_month as reporting_month
    from explained
    inner join reports on reports.report_number = explained.report_number
)

select * from final
