-- A claim for the commentary: a measure below a level for so many months in a row. True from the second month on. A month
-- that was not published before them makes it "at least".
-- grain: one row per published reporting month, subject, provider, Region and level
-- key: reporting_month, subject, provider, region, level
-- units: value in months, this one included, 0 when the level was met; words null then
-- source: S0 (SECP_72_1309_22 section 3.1)
-- classification: white
with streaks as (
    select
        *,
        case frequency when 'quarterly' then 'quarter' else 'month' end as period_name
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
            when current_streak_months = 0 then null
            when is_bounded_by_gap then
                'for at least ' || number_word(current_streak_months)
                || ' ' || period_name || case when current_streak_months = 1 then '' else 's in a row' end
            else 'for the ' || ordinal_word(current_streak_months) || ' ' || period_name || ' in a row'
        end as words,
        current_streak_months >= 2 as is_true
    from streaks
)

select * from final
