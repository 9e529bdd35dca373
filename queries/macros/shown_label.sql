-- The spelling shown for a label, in a query grouped by its spelling: the one of reference.labels, else the most frequent of
-- the spellings that share its key, else the latest: that of the last row of the last load. spelling_kind is the label_kind
-- of reference.labels.
create or replace macro shown_label(spelling_kind, spelling, load_id, source_row) as coalesce(
    (
        select map_from_entries(list((label_key(labels.label), labels.label) order by labels.label))
        from reference.labels as labels
        where labels.label_kind = spelling_kind
    )[label_key(spelling)],
    first_value(spelling) over (
        partition by label_key(spelling)
        order by count(*) desc, max((load_id)::bigint * 4294967296 + (source_row)) desc
    )
);
