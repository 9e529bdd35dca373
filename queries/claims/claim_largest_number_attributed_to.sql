-- A claim for the commentary: the reasons the largest number of Communications Hub exceptions were attributed to: the one
-- (reasons_named 1) or the two (2) with most of them, all Regions together. False where another has as many as the last,
-- or the count of either is held back from the audience.
-- grain: one row per reporting month and number of reasons named
-- key: reporting_month, reasons_named
-- units: value the reasons, most exceptions first, as the extract writes them
-- source: S0 (SECP_72_1309_22 section 3.1)
-- classification: white
with counts as (
    select
        reporting_month,
        exception_reason,
        reason_rank as position,
        any_value(reason_exceptions) as exceptions
    from ch_exception_counts
    group by reporting_month, exception_reason, reason_rank
),

ranked as (
    select
        *,
        lead(exceptions) over reasons as next_exceptions,
        lead(position) over reasons is null as is_last
    from counts
    window reasons as (partition by reporting_month order by position)
),

final as (
    select
        upto.reporting_month,
        upto.position::integer as reasons_named,
        list_text(list(named.exception_reason order by named.position)) as value,
        'the largest number of exceptions were attributed to '
        || list_text(list('‘' || named.exception_reason || '’' order by named.position)) as words,
        upto.is_last or coalesce(upto.exceptions > upto.next_exceptions, false) as is_true
    from ranked as upto
    inner join ranked as named
        on named.reporting_month = upto.reporting_month and named.position <= upto.position
    where upto.position <= 2
    group by upto.reporting_month, upto.position, upto.exceptions, upto.next_exceptions, upto.is_last
)

select * from final
