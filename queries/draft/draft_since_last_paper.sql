-- What a first commentary carries forward of the last paper's observations, an item each under its report: discharged,
-- partially discharged or open, with its figure then and now.
-- grain: one row per annex month, report and observation of the last paper, after an introduction at 0
-- key: annex_month, report_number, position
-- units: none
-- source: S0 (SECP_72_1309_22 Annex A: "Ops Group Observations of last paper")
-- classification: white
with carried as (
    select
        *,
        'where subject = ' || sql_text(subject) as condition,
        case
            when previous_percent is not null then 'percent'
            when previous_count is not null then 'count'
        end as figure,
        previous_percent is not null and percent is not null or previous_count is not null and count is not null
            as is_figure_there
    from carried_observations
),

final as (
    select distinct
        annex_month,
        report_number,
        0 as position,
        'paragraph' as kind,
        'Observations of the last paper (' || month_label(previous_month) || '), and what became of them:' as text
    from carried
    union all
    select
        annex_month,
        report_number,
        position,
        'item' as kind,
        inert_text(observation)
        || case when figure is null then '' else ': {{carried_observations.previous_' || figure || ' ' || condition || '}}' end
        || ' – {{claim: "' || lower(state) || '" if carried_observations has state = ' || sql_text(state) || ' '
        || condition || '}}'
        || case
            when figure is null then ''
            when is_figure_there then ', now {{carried_observations.' || figure || ' ' || condition || '}}'
            else ', {{claim: "with no figure this month" if carried_observations has ' || figure || ' is null ' || condition
                || '}}'
        end || '.' as text
    from carried
)

select * from final
