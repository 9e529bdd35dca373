select report_key, reporting_month, actual_volume, months_before, median_volume, note from check_volumes_plausible order by 2
