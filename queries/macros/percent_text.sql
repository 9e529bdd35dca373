-- Percentage points with the report's decimals: percent_text(96.6, 2) is 96.60%. The points are taken to twelve decimals
-- first, as a published 99.345 is stored a little below itself.
create or replace macro percent_text(points, decimals) as
    decimal_text(((points)::decimal(38, 12) * 1000000000000)::hugeint, 1000000000000, decimals) || '%';
