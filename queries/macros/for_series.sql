-- Whose a measure is, after its code: nothing for a Code Performance Measure, " for DSP" where it is one for the nation, else
-- " for CSP North".
create or replace macro for_series(measure_code, provider, region) as
    case
        when (measure_code) like 'CPM%' then ''
        when (region) = 'National' then ' for ' || (provider)
        else ' for ' || (provider) || ' ' || (region)
    end;
