-- The fewest decimals that print a level in full and a figure apart from it; null without a level. Figures closer than
-- a millionth of a millionth are the same.
create or replace macro separating_decimals(points, level) as
    greatest(
        length(rtrim(split_part(((level)::decimal(38, 12))::varchar, '.', 2), '0')),
        case
            when (points)::decimal(38, 12) <> (level)::decimal(38, 12) then
                1 + floor(
                    -log10(2 * abs(((points)::decimal(38, 12) - (level)::decimal(38, 12))::double)) + 0.000000001
                )::integer
        end
    );
