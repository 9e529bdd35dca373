-- The smallest group of contributors whose figures the session's audience may be shown: that of reference.disclosure
-- where the audience is below the extract's class, 0 where it is not, or where no audience is set (an analyst's own
-- session). What is not configured, or not labelled, is shown to nobody.
create or replace macro minimum_group(contributor_kind, extract_name) as (
    case
        when getvariable('audience') is null then 0
        when
            coalesce(
                (
                    select class_rank
                    from reference.classifications
                    where classification = getvariable('audience')
                ), 0
            ) >= coalesce(
                (
                    select max(classifications.class_rank)
                    from ledger.column_classes as labels
                    inner join reference.classifications as classifications
                        on classifications.classification = labels.classification
                    where labels.schema_name = 'extracts' and labels.table_name = extract_name
                ), 5
            ) then 0
        else coalesce(
            (
                select minimum_group_size
                from reference.disclosure
                where contributor = contributor_kind
            ), 2000000000
        )
    end
);
