-- Whether what is printed leaves enough values possible for a suppressed volume: at least as many as the smallest group
-- of Users, and an interval as wide as the configured share of its upper end (reference.disclosure). The bounds come from
-- printed figures alone, so that the answer itself tells nothing more. See docs/suppression.md.
create or replace macro is_wide_interval(lowest, highest, minimum) as (
    (highest) - (lowest) + 1 >= (minimum)
    and ((highest) - (lowest)) * 100 >= (highest) * coalesce(
        (
            select max(least_interval_percent)
            from reference.disclosure
            where contributor = 'users'
        ), 100
    )
);
