-- The Communication Service Provider (CSP) Regions of a list, as the papers name them: CSP North, CSP Central & South,
-- all three CSP Regions.
create or replace macro region_text(regions) as
    case
        when len(regions) = 3 then 'all three CSP Regions'
        when list_contains(regions, 'Central') and list_contains(regions, 'South') then 'CSP Central & South'
        when list_contains(regions, 'North') and list_contains(regions, 'Central') then 'CSP North and CSP Central'
        when list_contains(regions, 'North') and list_contains(regions, 'South') then 'CSP North and CSP South'
        else 'CSP ' || (regions)[1]
    end;
