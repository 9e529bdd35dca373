select
    for_series('CPM1', 'DCC', 'National') as code,
    for_series('PM2', 'DSP', 'National') as nation,
    for_series('PM3.2', 'CSP', 'North') as region
