select 1 as example, suppressed_reason('Devices', 5) as answer
