-- A claim for the commentary: a figure above (highest) or below (lowest) every one published before it. True from the
-- twelfth published month on. figure is where it is published, subject, provider and Region whose it is. Never
-- true of a figure that an earlier month held back from the audience.
-- grain: one row per published reporting month, figure, subject, provider, Region and kind (highest, lowest)
-- key: reporting_month, figure, subject, provider, region, kind
-- units: value in months published so far, this one included; measured in the figure's unit; words null unless true
-- source: S0 (SECP_72_1309_22), S4 (OPSG_49_2405 item 3.1)
-- classification: white
with figures as (
    select
        reporting_month,
        'csr_variance_summary.actual_volume' as figure,
        'Certificate Signing Requests' as subject,
        'DCC' as provider,
        'National' as region,
        actual_volume::double as measured,
        false as is_held_back
    from csr_variance_summary
    union all
    select
        reporting_month,
        'sr_variance_summary.actual_volume' as figure,
        'Service Requests' as subject,
        'DCC' as provider,
        'National' as region,
        actual_volume::double as measured,
        false as is_held_back
    from sr_variance_summary
    union all
    select
        reporting_month,
        'rdp_incident_summary.open_at_month_end' as figure,
        'RDP Incidents' as subject,
        'DCC' as provider,
        'National' as region,
        open_at_month_end::double as measured,
        false as is_held_back
    from rdp_incident_summary
    union all
    select
        reporting_month,
        'ch_exception_growth.exceptions' as figure,
        'CH exceptions' as subject,
        'CSP' as provider,
        region,
        exceptions::double as measured,
        exceptions is null as is_held_back
    from ch_exception_growth
    union all
    select
        reporting_month,
        'performance_levels.achieved_percent' as figure,
        measure_code as subject,
        provider,
        region,
        achieved_percent as measured,
        false as is_held_back
    from performance_levels
),

kinds (kind, direction) as (
    values ('highest', 1), ('lowest', -1)
),

compared as (
    select
        figures.*,
        kinds.kind,
        figures.measured * kinds.direction > max(figures.measured * kinds.direction) over earlier as is_beyond,
        count(figures.measured) over to_date as value,
        bool_or(figures.is_held_back) over to_date as is_any_held_back
    from figures
    cross join kinds
    window
        to_date as (
            partition by figures.figure, figures.subject, figures.provider, figures.region, kinds.kind
            order by figures.reporting_month
        ),
        earlier as (
            partition by figures.figure, figures.subject, figures.provider, figures.region, kinds.kind
            order by figures.reporting_month
            rows between unbounded preceding and 1 preceding
        )
),

final as (
    select
        reporting_month,
        figure,
        subject,
        provider,
        region,
        kind,
        measured,
        value,
        case
            when is_beyond and value >= 12 and not is_any_held_back
                then 'the ' || kind || ' of the ' || count_of(value, 'month') || ' published'
        end as words,
        coalesce(is_beyond, false) and value >= 12 and not is_any_held_back as is_true
    from compared
    where measured is not null
)

select * from final
