-- A claim for the commentary: the number of Communications Hub exceptions of a Region continues to grow. True from the
-- second month of growth in a row on.
-- grain: one row per published reporting month and Region that ever had an exception
-- key: reporting_month, region
-- units: value in months of growth in a row; words null without growth, value null where a count is held back from the
--   audience
-- source: S0 (SECP_72_1309_22 section 3.1)
-- classification: white
with growth as (
    select * from ch_exception_growth
),

final as (
    select
        reporting_month,
        region,
        months_of_growth as value,
        case when months_of_growth > 1 then 'continues to grow' when months_of_growth = 1 then 'grew' end as words,
        coalesce(months_of_growth > 1, false) as is_true
    from growth
)

select * from final
