-- Whether an annex month is complete: every report the SEC asks for in it is loaded, or its absence explained. `run` without
-- a month makes the newest complete one, and only a complete one can be published.
-- grain: one row per annex month
-- key: annex_month
-- units: reports
-- source: project
-- classification: white
with reports as (
    select * from report_presence
),

final as (
    select
        annex_month,
        string_agg(report_name, ', ' order by report_number)
            filter (where not is_loaded and not is_explained) as missing_reports,
        count(*) filter (where is_loaded) as loaded_reports,
        count(*) filter (where not is_loaded and is_explained) as explained_reports,
        bool_and(is_loaded or is_explained) as is_complete
    from reports
    group by annex_month
)

select * from final
