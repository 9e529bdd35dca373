-- A claim for the commentary: a measure below a level for whole years: 12, 24, 36 months in a row.
-- grain: one row per published reporting month, subject, provider, Region and level
-- key: reporting_month, subject, provider, region, level
-- units: value in months in a row, this one included, 0 when the level was met; words null unless they are whole years
-- source: S4 (OPSG_49_2405 item 4)
-- classification: white
with streaks as (
    select * from claim_months_in_a_row
),

gaps as (
    select * from breach_streaks
),

final as (
    select
        streaks.reporting_month,
        streaks.subject,
        streaks.provider,
        streaks.region,
        streaks.level,
        streaks.value,
        case
            when streaks.value > 0 and streaks.value % 12 = 0 then
                'for ' || case when gaps.is_bounded_by_gap then 'at least ' else '' end
                || number_word(streaks.value // 12) || case when streaks.value = 12 then ' year' else ' years' end
        end as words,
        streaks.value > 0 and streaks.value % 12 = 0 as is_true
    from streaks
    inner join gaps
        on gaps.reporting_month = streaks.reporting_month
        and gaps.measure_code = streaks.subject
        and gaps.provider = streaks.provider
        and gaps.region = streaks.region
        and gaps.level = streaks.level
)

select * from final
