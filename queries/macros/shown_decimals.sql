-- How many decimals a percentage is printed with, so that it never looks like a level that it does not have. The figure
-- takes the report's decimals, and more when it lies within half a unit of the last printed digit of a level: 98.996
-- beside a level of 99 takes three. Each level is then printed in full too. A level, or the figure, can be null.
create or replace macro shown_decimals(points, one_level, other_level, decimals) as
    least(
        12,
        greatest(
            (decimals)::integer,
            coalesce(separating_decimals(points, one_level), 0),
            coalesce(separating_decimals(points, other_level), 0)
        )
    );
