-- The day that decides whether an unpublished report is overdue: the variable `today` where it is set, else `as_of`,
-- else the latest day the register knows of. Measures never read the machine's clock, so the same inputs give the same
-- annex.
-- grain: one row
-- key: none
-- units: today is null when neither variable is set and the register is empty
-- source: project
-- classification: white
with register as (
    select * from stg_report_register
),

final as (
    select
        coalesce(getvariable('today')::date, getvariable('as_of')::date, max(published_date)) as today
    from register
)

select * from final
