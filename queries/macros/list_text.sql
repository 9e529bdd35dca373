-- A list of texts as prose: North; North and South; North, Central and South.
create or replace macro list_text(texts) as
    case
        when len(texts) <= 1 then (texts)[1]
        else array_to_string((texts)[1:len(texts) - 1], ', ') || ' and ' || (texts)[len(texts)]
    end;
