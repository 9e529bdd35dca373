-- Two labels of one kind do not differ by a single letter: one of them is then most likely misspelt, and counts apart. Ask for
-- a corrected extract, or add both to data/reference/labels.csv where both are right. Labels that differ in a digit, or in a
-- word of three letters or fewer, are two labels.
-- grain: one row per load and column with the rarer of two such labels; source_row is the first row that has it
-- key: load_id, column_name, label, near_label
-- units: label_rows in rows of the load
-- source: project
-- classification: amber
-- severity: warning
with spellings as (
    select * from label_spellings
),

known as (
    select
        label_kind,
        label_key(label) as label_key
    from reference.labels
),

labels as (
    select
        spellings.extract,
        spellings.label_kind,
        spellings.label_key,
        any_value(spellings.label) as label,
        sum(spellings.spelt_rows) as label_rows,
        bool_or(known.label_key is not null) as is_known,
        string_split(spellings.label_key, ' ') as words
    from spellings
    left join known on known.label_kind = spellings.label_kind and known.label_key = spellings.label_key
    group by spellings.extract, spellings.label_kind, spellings.label_key
),

pairs as (
    select
        rarer.extract,
        rarer.label_kind,
        rarer.label_key,
        rarer.label,
        other.label as near_label
    from labels as rarer
    inner join labels as other
        on other.extract = rarer.extract
        and other.label_kind = rarer.label_kind
        and other.label_key <> rarer.label_key
        and (other.label_rows > rarer.label_rows or (other.label_rows = rarer.label_rows and other.label > rarer.label))
    where
        not (rarer.is_known and other.is_known)
        and abs(length(rarer.label_key) - length(other.label_key)) <= 1
        and regexp_replace(rarer.label_key, '[^0-9]', '', 'g') = regexp_replace(other.label_key, '[^0-9]', '', 'g')
        and damerau_levenshtein(rarer.label_key, other.label_key) = 1
        and least(
            list_max(list_transform(
                list_filter(rarer.words, word -> not list_contains(other.words, word)), word -> length(word)
            )),
            list_max(list_transform(
                list_filter(other.words, word -> not list_contains(rarer.words, word)), word -> length(word)
            ))
        ) > 3
),

final as (
    select
        spellings.load_id,
        min(spellings.first_row) as source_row,
        spellings.column_name,
        pairs.label_kind,
        pairs.label,
        pairs.near_label,
        sum(spellings.spelt_rows)::bigint as label_rows
    from pairs
    inner join spellings
        on spellings.extract = pairs.extract
        and spellings.label_kind = pairs.label_kind
        and spellings.label_key = pairs.label_key
    group by spellings.load_id, spellings.column_name, pairs.label_kind, pairs.label, pairs.near_label
)

select * from final
