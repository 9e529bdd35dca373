-- What orders Regions as the papers do: National, North, Central, South, then what is not known.
create or replace macro region_order(region) as
    case region when 'National' then 0 when 'North' then 1 when 'Central' then 2 when 'South' then 3 else 4 end;
