-- Reference data: what the project is told rather than sent. Every table is filled from the CSV of its name at each
-- publish. A fact that came from a secondary source has is_verified = false, and its source says which.

create schema if not exists reference;

-- One row per bank holiday and nation, on the day it is observed (substitute days included, weekend days left out).
create table reference.bank_holidays (
    holiday_date date not null,
    nation varchar not null,
    holiday_name varchar not null,
    is_one_off boolean not null,
    source varchar not null
);

-- One row: whose bank holidays make a Working Day, and in which time zone a day begins and ends.
create table reference.calendar_settings (
    nation varchar not null,
    time_zone varchar not null default 'Europe/London',
    source varchar not null,
    is_verified boolean not null
);

-- One row per class of the Panel Information Policy, from public to Panel only.
create table reference.classifications (
    classification varchar not null,
    class_rank integer not null,
    meaning varchar not null,
    -- What follows "This report has a RED classification and distribution is".
    distribution varchar not null,
    source varchar not null,
    is_verified boolean not null
);

-- One row per report of the catalogue: every one has its row in every Annex A.
create table reference.reports (
    report_number integer not null,
    -- The name of its observations view after "observations_".
    report_key varchar not null,
    report_name varchar not null,
    purpose varchar not null,
    -- NULL where no clause asks for it.
    clause varchar,
    -- monthly, quarterly, every report, every meeting.
    frequency varchar not null,
    timing varchar not null,
    -- Working Days after the end of the period; NULL where the SEC sets no deadline or another report carries it.
    due_working_days integer,
    -- Months from a monthly report's month to the annex that carries it; NULL where the report is not monthly.
    lag_months integer,
    -- The report it is delivered inside; NULL where it is delivered itself.
    delivered_in integer,
    -- The contract of its data.
    extract varchar not null,
    percent_decimals integer not null,
    classification varchar not null,
    -- The last day a reported period may end on; NULL while the SEC asks for it.
    valid_to date,
    source varchar not null,
    is_verified boolean not null
);

-- One row per way a register spells a report; compared without case, white space or punctuation.
create table reference.report_spellings (
    spelling varchar not null,
    report_number integer not null
);

-- One row per label that is known: a file may spell it with other case, blanks, quotes or dashes, and it is shown as here.
create table reference.labels (
    -- What the label is of: see queries/staging/label_spellings.sql.
    label_kind varchar not null,
    label varchar not null,
    source varchar not null,
    is_verified boolean not null
);

-- One row per measure, provider and version of its levels.
create table reference.measures (
    measure_code varchar not null,
    provider varchar not null,
    measure_name varchar not null,
    -- First and last month the version applies to; NULL: since ever, for ever.
    valid_from date,
    valid_to date,
    -- Percentage points; NULL where no level is known.
    target_percent double,
    minimum_percent double,
    -- monthly, quarterly: how often it is measured.
    frequency varchar not null default 'monthly',
    source varchar not null,
    is_verified boolean not null
);

-- One row per way a report writes a measure's code, and the provider it writes it for; compared without case or blanks.
create table reference.measure_spellings (
    spelling varchar not null,
    provider varchar not null,
    -- The code of reference.measures.
    measure_code varchar not null,
    source varchar not null,
    is_verified boolean not null
);

-- One row per measure that moved to another code or provider. Both are one series, under the code and provider it has today.
create table reference.measure_successors (
    -- The code and provider before the move.
    measure_code varchar not null,
    provider varchar not null,
    -- Those of today. A measure that moved twice has two rows, both with today's.
    successor_code varchar not null,
    successor_provider varchar not null,
    -- The first month that has the successor.
    first_month date not null,
    source varchar not null,
    is_verified boolean not null
);

-- One row per kind of Network Enhancement Plan: the premises to be covered by a day.
create table reference.nep_milestones (
    kind varchar not null,
    milestone_date date not null,
    -- NULL while the number is not known here.
    premises bigint,
    source varchar not null,
    is_verified boolean not null
);

-- One row per view that is a table of the annex or of its paper: what it is called and what is said beside it.
create table reference.annex_tables (
    table_name varchar not null,
    -- Its place in the annex; NULL: in the paper alone.
    table_position integer,
    report_number integer not null,
    -- Of its percentages; NULL: those its report is published with.
    percent_decimals integer,
    title varchar not null,
    notes varchar
);

-- One row per column of those tables, as a reader sees it.
create table reference.annex_columns (
    table_name varchar not null,
    column_position integer not null,
    column_name varchar not null,
    -- With its unit.
    title varchar not null,
    -- text, count, percent, date, month, quarter, boolean.
    kind varchar not null,
    -- Why a cell can be blank; NULL where none can be.
    blank varchar
);

-- One row per report that the OPSG does not review for the Panel, and the annex months that is known of.
create table reference.panel_reports (
    report_number integer not null,
    -- First and last annex month; NULL: since ever, for ever.
    valid_from date,
    valid_to date,
    source varchar not null,
    is_verified boolean not null
);

-- One row per document beside Annex A and month: what stands under its title.
create table reference.papers (
    -- paper, headlines.
    document varchar not null,
    -- NULL: every month without a row of its own.
    annex_month date,
    title varchar not null,
    -- NULL: not given yet, none.
    reference varchar,
    action varchar,
    -- Who signs it; nobody is named unless stated here.
    author varchar,
    -- The paper's day, or the meeting's.
    dated date,
    source varchar not null,
    is_verified boolean not null
);

-- One row per kind of contributor that a query with a `release:` may not tell apart: where fewer than the minimum stand
-- behind a figure, it is suppressed. See queries/macros/minimum_group.sql.
create table reference.disclosure (
    contributor varchar not null,
    minimum_group_size integer not null,
    -- The least width of what printed figures leave possible for a suppressed volume, in percent of its upper end. NULL:
    -- its figures are counts, of which no percentage is printed beside the suppressed one.
    least_interval_percent integer,
    source varchar not null,
    is_verified boolean not null
);

-- One row per report with a place of its own in the OPSG's headlines; any other report follows within item 3.
create table reference.agenda_reports (
    report_number integer not null,
    agenda_item integer not null,
    -- Its number within the item: 1 in 3.1; NULL where the item is the report's alone.
    item_position integer,
    -- How the headlines call it; NULL: by its name.
    heading varchar,
    source varchar not null,
    is_verified boolean not null
);

-- One row per variance report: when a volume is an exception to its forecast. Both percentages are inclusive.
create table reference.exception_rules (
    report_key varchar not null,
    -- NULL when no low volume is an exception.
    at_most_percent integer,
    -- Any volume above zero exceeds a forecast of zero.
    at_least_percent integer not null,
    -- Whether a volume without a forecast is an exception.
    counts_missing_forecast boolean not null,
    source varchar not null,
    is_verified boolean not null
);
