-- A User has one name in a month, across both variance reports. The measures show the last in alphabetical order; ask
-- which is right.
-- grain: one row per reporting month and User with several names
-- key: reporting_month, user_id
-- units: none
-- source: SEC H3.24, L8.9
-- classification: amber
-- severity: warning
with named as (
    select
        reporting_month,
        user_id,
        user_name,
        load_id,
        source_row
    from stg_csr_variance
    union all
    select
        reporting_month,
        user_id,
        user_name,
        load_id,
        source_row
    from stg_sr_variance
),

final as (
    select
        reporting_month,
        user_id,
        list_text(list_sort(list(distinct user_name))) as user_names,
        max(load_id) as load_id,
        arg_max(source_row, load_id) as source_row
    from named
    where user_name is not null
    group by reporting_month, user_id
    having count(distinct user_name) > 1
)

select * from final
