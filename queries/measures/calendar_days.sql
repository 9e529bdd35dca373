-- The Working Day calendar: the one definition every deadline comes from. A Working Day is not a Saturday, a Sunday,
-- Christmas Day, Good Friday or a bank holiday of the configured nation; one-off bank holidays count. It covers the
-- whole years of the bank holidays it is given, and no day outside them has an answer.
-- grain: one row per day
-- key: calendar_date
-- units: working_day_number counts the Working Days from the calendar's first day to this one, both included
-- source: SEC A1.1 (Working Day); reference.bank_holidays
-- classification: white
with holidays as (
    select bank_holidays.*
    from reference.bank_holidays as bank_holidays
    inner join reference.calendar_settings as calendar_settings on calendar_settings.nation = bank_holidays.nation
),

bounds as (
    select
        date_trunc('year', min(holiday_date))::date as first_day,
        (date_trunc('year', max(holiday_date)) + interval 1 year - interval 1 day)::date as last_day
    from holidays
),

days as (
    select unnest(generate_series(first_day, last_day, interval 1 day))::date as calendar_date
    from bounds
),

marked as (
    select
        days.calendar_date,
        holidays.holiday_name,
        isodow(days.calendar_date) < 6 and holidays.holiday_date is null as is_working_day
    from days
    left join holidays on holidays.holiday_date = days.calendar_date
),

final as (
    select
        calendar_date,
        holiday_name,
        is_working_day,
        count(*) filter (where is_working_day) over (order by calendar_date) as working_day_number
    from marked
)

select * from final
