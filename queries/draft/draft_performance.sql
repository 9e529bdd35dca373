-- What a first commentary says of the Performance Measurement Report: what changed in its measures, with every figure a
-- placeholder and every claim one that the annex proves again.
-- grain: one row per annex month and sentence
-- key: annex_month, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 3.1), S4 (OPSG_49_2405 item 4)
-- classification: white
with periods as (
    select
        annex_month,
        report_number,
        period
    from annex_periods
    where report_key = 'performance_measures'
),

firsts as (
    select * from claim_first_time_in where is_true
),

changes as (
    select
        performance_changes.*,
        firsts.subject is not null as is_first,
        inert_text(performance_changes.measure_code)
        || for_series(performance_changes.measure_code, performance_changes.provider, performance_changes.region) as title,
        sql_text(performance_changes.measure_code) || ' and provider = ' || sql_text(performance_changes.provider)
        || ' and region = ' || sql_text(performance_changes.region) as series
    from performance_changes
    left join firsts
        on firsts.reporting_month = performance_changes.reporting_month
        and firsts.subject = performance_changes.measure_code
        and firsts.provider = performance_changes.provider
        and firsts.region = performance_changes.region
        and firsts.level = 'target'
        and performance_changes.change = 'back at or above Target'
),

claims as (
    select
        'anniversary' as claim,
        reporting_month,
        subject,
        provider,
        region,
        level
    from claim_anniversary
    where is_true
    union all
    select
        kind as claim,
        reporting_month,
        subject,
        provider,
        region,
        null as level
    from claim_record
    where is_true and figure = 'performance_levels.achieved_percent'
),

claimed as (
    select
        *,
        inert_text(subject) || for_series(subject, provider, region) as title,
        sql_text(subject) || ' and provider = ' || sql_text(provider) || ' and region = ' || sql_text(region) as series
    from claims
),

sentences as (
    select
        reporting_month,
        1 as part,
        '' as measure_order,
        'All Code Performance Measures were at or above Target Service Level '
        || '{{claim: first_time_in where subject = ''All CPMs''}}.' as text
    from firsts
    where subject = 'All CPMs'
    union all
    select
        reporting_month,
        case when change like 'newly %' then 2 when change like 'back %' then 3 else 4 end as part,
        measure_order(measure_code) || title as measure_order,
        '{{claim: "' || case change
            when 'newly below Target' then title || ' fell below Target Service Level'
            when 'newly below Minimum' then title || ' fell below Minimum Service Level'
            when 'back above Minimum' then title || ' was back above Minimum Service Level, still below Target,'
            when 'back at or above Target' then title || ' was at or above Target Service Level again'
            when 'published again' then title || ' was published again'
            else 'No figure was published for ' || title
        end || '" if performance_changes has change = ' || sql_text(change) || ' where measure_code = ' || series || '}}'
        || case
            when status = 'not_published' then ''
            else ' at {{performance_levels.achieved_percent where measure_code = ' || series || '}}'
        end
        || case
            when is_first then ', {{claim: first_time_in where subject = ' || series || ' and level = ''target''}}'
            else ''
        end
        || case
            when status = 'not_published' or previous_achieved_percent is null then ''
            else '; in {{performance_changes.previous_month where measure_code = ' || series
                || '}} it was at {{performance_changes.previous_achieved_percent where measure_code = ' || series || '}}'
        end || '.' as text
    from changes
    union all
    select
        reporting_month,
        5 as part,
        measure_order(subject) || title || level as measure_order,
        title || ' has been below ' || sentence_start(level) || ' Service Level {{claim: anniversary where subject = '
        || series || ' and level = ' || sql_text(level)
        || '}}, with this being the {{breach_streaks.breaches_to_date where measure_code = ' || series || ' and level = '
        || sql_text(level) || ' | ordinal}} instance in {{breach_streaks.months_to_date where measure_code = ' || series
        || ' and level = ' || sql_text(level) || '}} months.' as text
    from claimed
    where claim = 'anniversary'
    union all
    select
        reporting_month,
        6 as part,
        measure_order(subject) || title as measure_order,
        title || ' was at {{performance_levels.achieved_percent where measure_code = ' || series
        || '}}, {{claim: record where figure = ''performance_levels.achieved_percent'' and subject = ' || series
        || ' and kind = ' || sql_text(claim) || '}}.' as text
    from claimed
    where claim <> 'anniversary'
),

final as (
    select
        periods.annex_month,
        periods.report_number,
        row_number() over (
            partition by periods.annex_month
            order by sentences.part, sentences.measure_order, sentences.text
        ) as position,
        'paragraph' as kind,
        sentences.text
    from periods
    inner join sentences on sentences.reporting_month = periods.period
)

select * from final
