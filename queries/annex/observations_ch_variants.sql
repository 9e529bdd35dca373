-- What Annex A says of the Communications Hub variants installed in a month: the Regions with incorrect ones.
-- "Continue" is said where the month before had incorrect ones too.
-- grain: one row per reporting month and sentence
-- key: reporting_month, position
-- units: none
-- source: S0 (SECP_72_1309_22 section 3.1)
-- classification: white
with catalogue as (
    select * from reference.reports where report_key = 'ch_variants'
),

regions as (
    select * from ch_variant_errors
),

months as (
    select
        reporting_month,
        any_value(month_installations) as month_installations,
        -- Of the Regions that the sentence names: null when one of them is suppressed.
        case
            when bool_and(installations is not null) filter (where has_incorrect_variants)
                then (sum(installations) filter (where has_incorrect_variants))::bigint
        end as installations,
        -- The other Regions have none.
        any_value(month_incorrect_variants) as incorrect_variants,
        bool_or(has_incorrect_variants) as has_incorrect_variants,
        list(region order by region_order(region))
            filter (where has_incorrect_variants) as regions,
        list(
            region || ' ' || coalesce(count_text(incorrect_variants), '[c]')
            order by region_order(region)
        ) filter (where has_incorrect_variants) as region_counts
    from regions
    group by reporting_month
),

continued as (
    select
        months.*,
        coalesce(previous.has_incorrect_variants, false) as is_continued
    from months
    left join months as previous
        on previous.reporting_month = (months.reporting_month - interval 1 month)::date
),

sentences as (
    select
        reporting_month,
        10 as position,
        case
            when not has_incorrect_variants then
                'No incorrect CH variant was reported in '
                || coalesce(count_of(month_installations, 'installation'), '[c] installations') || '.'
            else
                'There ' || case when is_continued then 'continue to be' else 'were' end
                || ' reported instances of incorrect CH variants being installed in ' || case
                    when list_contains(regions, 'Region not given') then list_text(regions)
                    else region_text(regions)
                end || ': ' || coalesce(count_text(incorrect_variants), '[c]') || ' of '
                || coalesce(count_of(installations, 'installation'), '[c] installations')
                || ' (' || list_text(region_counts) || ').'
        end as observation
    from continued
),

final as (
    select
        catalogue.report_number,
        sentences.reporting_month,
        sentences.position,
        sentences.observation
    from sentences
    cross join catalogue
)

select * from final
