-- Devices that fail each criterion of post commissioning at the end of the annex's period.
-- grain: one row per annex month and criterion
-- key: annex_month, criterion
-- units: Devices
-- source: SEC Appendix AC 5.8
-- classification: red
with periods as (
    select * from annex_periods where report_key = 'post_commissioning_information'
),

counts as (
    select * from post_commissioning_incomplete
),

criteria (criterion, row_position, description) as (
    values
    ('a', 1, 'no successful DCC Interrogation'),
    ('b', 2, 'Recovery Trust Anchor Cell not populated with the credentials of the Recovery Certificate'),
    ('c', 3, 'fewer than two ''Issue Security Credentials'' Service Requests'),
    ('d', 4, 'fewer than two ''Update Security Credentials (Device)'' Service Requests'),
    ('e', 5, 'fewer than two ''Update Security Credentials (KRP)'' Service Requests'),
    ('any', 6, 'any of them: Devices with incomplete post commissioning')
),

final as (
    select
        periods.annex_month,
        criteria.row_position,
        counts.reporting_month,
        counts.criterion,
        criteria.description,
        counts.devices
    from periods
    inner join counts on counts.reporting_month = periods.period
    inner join criteria on criteria.criterion = counts.criterion
)

select * from final
