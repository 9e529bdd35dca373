-- Whether a group's figure is suppressed, given the other groups that add up to a total with it. First the groups of at
-- least one and fewer than the minimum; then, as the total would give a single one away, the next smallest until at
-- least two are suppressed that have the minimum together: less than that is known of any of them. A group of nobody is
-- shown. The total itself must be shown only where it has the minimum, and where it is not, neither is any group of it.
create or replace macro is_suppressed(group_size, minimum, total_key, group_key) as (
    group_size > 0
    and bool_or(group_size > 0 and group_size < minimum) over (partition by total_key)
    and (
        group_size < minimum
        or row_number() over (partition by total_key, group_size > 0 order by group_size, group_key) <= 2
        or sum(group_size) over (
            partition by total_key, group_size > 0
            order by group_size, group_key
            rows between unbounded preceding and 1 preceding
        ) < minimum
    )
);
