-- What Annex A says of the register: how many of the reports the annex looks at came when they should, and which did
-- not. The counts are those of the rows of annex_report_timeliness, so that the sentence and its table agree.
-- grain: one row per annex month and sentence
-- key: reporting_month, position
-- units: none
-- source: S1 (SECP_54_0903_14), S4 (OPSG_49_2405 item 5)
-- classification: white
with catalogue as (
    select * from reference.reports where report_key = 'report_register'
),

listed as (
    select * from annex_report_timeliness
),

periods as (
    select * from annex_periods
),

timeliness as (
    select * from report_timeliness
),

looked_at as (
    select
        listed.annex_month,
        listed.period < periods.period as is_earlier,
        timeliness.*
    from listed
    inner join periods
        on periods.annex_month = listed.annex_month and periods.report_number = listed.report_number
    inner join timeliness
        on timeliness.report_number = listed.report_number and timeliness.period = listed.period
),

counted as (
    select
        annex_month,
        count(*) filter (where not is_earlier) as reports,
        count(*) filter (where delivery = 'on time') as on_time,
        count(*) filter (where delivery = 'published, no deadline') as without_deadline,
        count(*) filter (where delivery = 'late') as late,
        count(*) filter (where delivery = 'not published' and not is_earlier) as not_published,
        count(*) filter (where delivery = 'not published' and not is_earlier and not is_registered) as without_entry,
        count(*) filter (where is_earlier) as earlier,
        count(*) filter (where delivery = 'not due') as not_due,
        list(report_name || ' (' || period_label || ')' order by report_number) filter (where delivery = 'late')
            as late_names,
        list(report_name || ' (' || period_label || ')' order by report_number)
            filter (where delivery = 'not published' and is_registered and not is_earlier) as not_published_names
    from looked_at
    group by annex_month
),

sentences as (
    select
        annex_month,
        10 as position,
        'Of ' || count_of(reports, 'report') || ', ' || concat_ws(
            ', ',
            count_text(on_time) || ' on time',
            count_text(late) || ' late',
            count_text(not_published) || ' not published'
            || case
                when without_entry > 0 then ' (' || count_text(without_entry) || ' without an entry in the register)'
                else ''
            end,
            case when without_deadline > 0 then count_text(without_deadline) || ' published without a deadline' end,
            case when not_due > 0 then count_text(not_due) || ' not due' end
        ) || case
            when earlier > 0 then '; ' || count_of(earlier, 'report') || ' of the six months before '
                || case when earlier = 1 then 'was' else 'were' end || ' not published'
            else ''
        end || '.' as observation
    from counted
    union all
    select
        annex_month,
        11 as position,
        'Late: ' || list_text(late_names) || '.' as observation
    from counted
    where late > 0
    union all
    select
        annex_month,
        12 as position,
        'Not published: ' || list_text(not_published_names) || '.' as observation
    from counted
    where not_published_names is not null
),

final as (
    select
        catalogue.report_number,
        sentences.annex_month as reporting_month,
        sentences.position,
        sentences.observation
    from sentences
    cross join catalogue
)

select * from final
