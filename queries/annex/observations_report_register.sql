-- What Annex A says of the register: how many of the reports the annex looks at came when they should, and which did
-- not. Only reports that the SEC gives a deadline or the register has an entry for are counted.
-- grain: one row per annex month and sentence
-- key: reporting_month, position
-- units: none
-- source: S1 (SECP_54_0903_14), S4 (OPSG_49_2405 item 5)
-- classification: white
with catalogue as (
    select * from reference.reports where report_key = 'report_register'
),

periods as (
    select * from annex_periods
),

timeliness as (
    select * from report_timeliness
),

looked_at as (
    select
        periods.annex_month,
        timeliness.*
    from periods
    inner join timeliness
        on timeliness.report_number = periods.report_number and timeliness.period = periods.period
    where timeliness.is_registered or timeliness.due_date is not null
),

counted as (
    select
        annex_month,
        count(*) as reports,
        count(*) filter (where delivery = 'on time' and due_date is not null) as on_time,
        count(*) filter (where delivery = 'on time' and due_date is null) as without_deadline,
        count(*) filter (where delivery = 'late') as late,
        count(*) filter (where delivery = 'not published' and is_registered) as not_published,
        count(*) filter (where delivery = 'not published' and not is_registered) as without_entry,
        count(*) filter (where delivery = 'not due') as not_due,
        list(report_name || ' (' || period_label || ')' order by report_number) filter (where delivery = 'late')
            as late_names,
        list(report_name || ' (' || period_label || ')' order by report_number)
            filter (where delivery = 'not published' and is_registered) as not_published_names
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
            count_text(not_published) || ' not published',
            case when without_deadline > 0 then count_text(without_deadline) || ' published without a deadline' end,
            case when not_due > 0 then count_text(not_due) || ' not due yet' end,
            case when without_entry > 0 then count_text(without_entry) || ' without an entry in the register' end
        ) || '.' as observation
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
    where not_published > 0
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
