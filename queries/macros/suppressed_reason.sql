-- Why a figure is suppressed, as tables say it under [c]; null where no group is too small to be shown.
create or replace macro suppressed_reason(contributor_kind, minimum) as
    case
        when (minimum) > 0
            then 'suppressed: fewer than ' || (minimum)::varchar || ' ' || (contributor_kind)
                || ', or such a group could be told from it and its total'
    end;
