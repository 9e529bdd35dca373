select
    in_regions('CPM1', 'DCC', ['National']) as code,
    in_regions('PM2', 'DSP', ['National']) as nation,
    in_regions('PM2', 'CSP', ['Central', 'South']) as regions,
    in_regions('PM2', 'DSP', ['North', 'South']) as others
