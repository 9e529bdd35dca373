-- In which Regions a measure is as said, after its code: nothing for a Code Performance Measure, " for DSP" where it is one
-- for the nation, else " in CSP Central & South" or " in DSP North and South".
create or replace macro in_regions(measure_code, provider, regions) as
    case
        when (measure_code) like 'CPM%' then ''
        when list_contains(regions, 'National') then ' for ' || (provider)
        when (provider) = 'CSP' then ' in ' || region_text(regions)
        else ' in ' || (provider) || ' ' || list_text(regions)
    end;
