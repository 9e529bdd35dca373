-- Why figures of a row are suppressed, as tables say it under [c]; null where the row suppresses none.
create or replace macro suppressed_reason(contributor_kind, minimum, suppressed_columns) as
    case
        when (suppressed_columns) is not null
            then 'suppressed: fewer than ' || (minimum)::varchar || ' ' || (contributor_kind)
                || ', or such a group could be told from it and its total'
    end;
