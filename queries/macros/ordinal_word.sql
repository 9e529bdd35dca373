-- In words up to tenth ("for the second month in a row"); 27th above.
create or replace macro ordinal_word(number) as
    case
        when (number) between 1 and 10 then
            ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'][
                (number)::bigint
            ]
        else ordinal_text(number)
    end;
