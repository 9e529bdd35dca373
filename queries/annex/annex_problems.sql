-- Open Problems: the annex's quarter and the seven before it, newest first.
-- grain: one row per annex month and quarter
-- key: annex_month, reporting_quarter
-- units: Problems
-- source: SEC Appendix AG 3.2
-- classification: white
with periods as (
    select * from annex_periods where report_key = 'problems'
),

measured as (
    select * from problem_summary
),

final as (
    select
        periods.annex_month,
        row_number() over (
            partition by periods.annex_month
            order by measured.reporting_quarter desc
        ) as row_position,
        measured.*
    from periods
    inner join measured on measured.reporting_quarter between periods.period - interval 21 month and periods.period
)

select * from final
