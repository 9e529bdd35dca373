import { MARKINGS } from "../base/marking.ts";
import { type Classification, highest } from "../base/classification.ts";
import { COMMON, defineCommand, given } from "../cli/command.ts";
import type { Value } from "../db/value.ts";
import type { Table } from "../db/read_table.ts";
import { parseDay } from "../cli/day.ts";
import type { RunEntry } from "../cli/run_log.ts";
import { firstOfMonth } from "../cli/month.ts";
import { EXIT } from "../base/user_error.ts";

/** `status`: what is loaded, missing, late, superseded and quarantined. */
export const status = defineCommand({
  summary: "says what is loaded, missing, late, superseded and quarantined, the last runs, and what is due next",
  usage: "[--month YYYY-MM] [--as-of DATE] [--today DATE] [--warehouse FILE] [--json]",
  options: {
    warehouse: COMMON.warehouse,
    month: { ...COMMON.month, help: "the annex month to look at; by default the newest there is data for" },
    "as-of": COMMON["as-of"],
    today: {
      type: "string",
      value: "DATE",
      help: "the day to count deadlines from (default that of --as-of, else today)",
    },
    json: COMMON.json,
  },
  positionals: 0,
  examples: [
    ["deno task status", "the newest month's reports and every load in the warehouse, by extract"],
    ["deno task status --today 2019-08-01", "what was due next on that day, and how many Working Days were left"],
    ["deno task status --month 2019-07 --json", "the reports the July 2019 annex carries, as JSON"],
  ],
  run: async ({ values }) => {
    const asked = given(values.month, firstOfMonth);
    const { openReadOnly } = await import("../db/open_warehouse.ts");
    const { rows } = await import("../db/rows.ts");
    const { readTable } = await import("../db/read_table.ts");
    const asOf = given(values["as-of"], parseDay);
    using warehouse = await openReadOnly(values.warehouse, { asOf });
    const { connection } = warehouse;
    const [setting] = await rows(connection, "select time_zone from reference.calendar_settings");
    const { localDay } = await import("../cli/local_time.ts");
    const zone = String(setting?.time_zone ?? "UTC");
    const today = given(values.today, parseDay) ?? asOf ?? localDay(new Date(), zone);
    const merged = await mergedSizes();
    const [newest] = await rows(connection, "select max(annex_month) as month from annex_months");
    const month = asked ?? newest?.month ?? null;
    const reports = await readTable(connection, `with merged as (${merged}), ${REPORTS}`, [month]);
    const extracts = await readTable(connection, `with merged as (${merged}) ${EXTRACTS}`);
    const losses = await readTable(connection, LOSSES);
    const withdrawn = await readTable(connection, WITHDRAWN);
    const due = await readTable(connection, DUE, [today]);
    const { readRuns, runLogPath } = await import("../cli/run_log.ts");
    const runs = await readRuns(runLogPath(values.warehouse), RUNS_SHOWN);
    if (asked !== null && reports.rows.length === 0) {
      const { unknownMonth } = await import("../warehouse/unknown_month.ts");
      throw await unknownMonth(connection, asked, "say the status of");
    }
    const classes = await rows(connection, CLASSES);
    const classification = highest(classes.map((one) => one.classification as Classification));
    console.error(`${MARKINGS[classification].label}: it tells how long the lists loaded are`);
    if (values.json) {
      console.log(
        JSON.stringify(
          {
            classification,
            month,
            reports: records(reports),
            extracts: records(extracts),
            losses: records(losses),
            withdrawn: records(withdrawn),
            today,
            due: records(due),
            runs,
          },
          null,
          2,
        ),
      );
      return EXIT.done;
    }
    const { formatTable } = await import("../sql/format_table.ts");
    const print = (title: string, { columns, rows: cells }: Table) => {
      const shown = columns.map((column) => ({ ...column, isNumeric: /INT|DOUBLE/.test(column.type) }));
      const { head, body } = formatTable(shown, cells.map((row) => row.map((cell) => cell ?? "")));
      console.log([title, ...head, ...body, ""].join("\n"));
    };
    const table = (title: string, rows: Record<string, Value>[]) =>
      print(title, {
        columns: Object.keys(rows[0]!).map((name) => ({ name, type: name === "exit" ? "INTEGER" : "VARCHAR" })),
        rows: rows.map((row) => Object.values(row)),
      });
    if (extracts.rows.length === 0) {
      console.log("Nothing is loaded: put extracts in the inbox and run `deno task load`");
    } else print("Loads by extract", extracts);
    if (losses.rows.length > 0) print("Rows that a load took away, with consent", losses);
    if (withdrawn.rows.length > 0) print("Withdrawn", withdrawn);
    if (reports.rows.length > 0) print(`Reports the ${String(month).slice(0, 7)} annex carries`, reports);
    if (due.rows.length > 0) print(`Due next, counted from ${today}`, due);
    if (runs.length > 0) table("Last runs", runs.map(describeRun));
    return EXIT.done;
  },
});

/** Runs listed: the last days of a daily schedule. */
const RUNS_SHOWN = 5;

function describeRun({ run, ended_at, exit_code, month, audience, message }: RunEntry): Record<string, Value> {
  const seconds = ended_at === null ? null : ((Date.parse(ended_at) - Date.parse(run)) / 1000).toFixed(1);
  return {
    began: run.replace("T", " ").slice(0, 19),
    seconds,
    month,
    audience,
    exit: exit_code,
    outcome: ended_at === null ? "has not ended: it runs, or was killed" : message,
  };
}

/** SQL for how many rows count in each period of an extract whose loads are merged: fewer than its loads have. */
async function mergedSizes(): Promise<string> {
  const { allExtracts } = await import("../extracts/all_extracts.ts");
  const { quoteIdentifier, quoteLiteral } = await import("../db/quote.ts");
  const selects = (await allExtracts()).filter(({ replaces }) => replaces === "key").map(({ name, key }) =>
    `select ${quoteLiteral(name)} as extract, period, count(distinct (${
      key.map(quoteIdentifier).join(", ")
    }))::bigint as row_count
     from extracts.${quoteIdentifier(name)} where load_id in (select load_id from current_loads) group by period`
  );
  return ["select '' as extract, null::date as period, 0::bigint as row_count where false", ...selects]
    .join("\n union all ");
}

function records({ columns, rows }: Table): Record<string, Value>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]!])));
}

/** How many rows count, by extract and period; a further common table of a query that has `merged`. */
const SIZES = `
  sizes_by_period as (
    select history.extract, history.period, any_value(merged.row_count) as merged_count,
      coalesce(merged_count, sum(loads.row_count))::bigint as row_count
    from load_history as history
    inner join ledger.loads as loads on loads.load_id = history.load_id
    left join merged on merged.extract = history.extract and merged.period is not distinct from history.period
    where history.is_current
    group by history.extract, history.period
  )`;

const REPORTS = `${SIZES},
  sizes as (
    select periods.report_number, sum(known.row_count)::bigint as row_count
    from annex_periods as periods
    inner join sizes_by_period as known on known.extract = periods.extract
      and (periods.frequency not in ('monthly', 'quarterly') or known.period = periods.period)
    where periods.annex_month = $1::date
    group by periods.report_number
  )
  select report_number as no, report_name as report, period_label as period, data_status as data,
    coalesce(sizes.row_count, 0) as rows, superseded_loads as superseded, quarantined_rows as quarantined, delivery,
    working_days_late as days_late, due_date as due, published_date as published, reason
  from month_status left join sizes using (report_number)
  where annex_month = $1::date order by report_number`;

const EXTRACTS = `, ${SIZES}
  select history.extract, count(distinct history.file_id) as files, min(history.period) as first_period,
    max(history.period) as last_period,
    coalesce((select sum(known.row_count) from sizes_by_period as known where known.extract = history.extract), 0)::bigint
      as rows,
    count(*) filter (where not is_current) as superseded_loads, sum(quarantined_rows)::bigint as quarantined
  from load_history as history
  group by history.extract order by history.extract`;

/** What stands although it has fewer rows than what stood before. */
const LOSSES = `
  select losses.extract, losses.period, losses.file_name as file, sizes.rows_gone, sizes.rows_before
  from period_losses as losses inner join ledger.losses as sizes using (load_id)
  order by losses.extract, losses.period`;

const WITHDRAWN = `
  select loads.load_id as load, files.file_name as file, loads.extract, loads.period, changes.why
  from withdrawn_loads as withdrawn
  inner join ledger.withdrawals as changes using (change_id, load_id)
  inner join ledger.loads as loads using (load_id)
  inner join ledger.files as files using (file_id)
  order by loads.load_id`;

/** The classes that the numbers of rows of the loaded extracts have. */
const CLASSES = `
  select distinct coalesce(classes.classification, 'red') as classification
  from load_history as history
  left join ledger.column_classes as classes
    on classes.schema_name = 'extracts' and classes.table_name = history.extract and classes.column_name = '*'`;

/** Of each report with a deadline the next period that is neither published nor explained. */
const DUE = `
  select deadlines.report_number as no, deadlines.report_name as report, deadlines.period_label as period,
    deadlines.due_date as due, deadlines.due_working_day_number - today.working_day_number as working_days_left
  from report_deadlines as deadlines
  inner join calendar_days as today on today.calendar_date = $1::date
  where deadlines.due_date >= $1::date and not deadlines.is_explained
    and (deadlines.published_date is null or deadlines.published_date > $1::date)
  qualify row_number() over (partition by deadlines.report_number order by deadlines.due_date) = 1
  order by due, no`;
