-- In words up to ten, as the papers write small numbers ("first time in six months"); 4,077,703 above.
create or replace macro number_word(number) as
    case
        when (number) between 0 and 10 then
            ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][
                (number)::bigint + 1
            ]
        else format('{:,}', (number)::bigint)
    end;
