-- A claim for the commentary: a measure below a level for whole years: 12, 24, 36 months in a row.
-- grain: one row per published reporting month, subject, provider, Region and level
-- key: reporting_month, subject, provider, region, level
-- units: value in months in a row, this one included, 0 when the level was met; words null unless they are whole years
-- source: S4 (OPSG_49_2405 item 4)
-- classification: white
with streaks as (
    select
        *,
        case frequency when 'quarterly' then 4 else 12 end as periods_of_a_year
    from breach_streaks
    where is_breach is not null
),

final as (
    select
        reporting_month,
        measure_code as subject,
        provider,
        region,
        level,
        current_streak_months as value,
        case
            when current_streak_months > 0 and current_streak_months % periods_of_a_year = 0 then
                'for ' || case when is_bounded_by_gap then 'at least ' else '' end
                || number_word(current_streak_months // periods_of_a_year)
                || case when current_streak_months = periods_of_a_year then ' year' else ' years' end
        end as words,
        current_streak_months > 0 and current_streak_months % periods_of_a_year = 0 as is_true
    from streaks
)

select * from final
