import { type Command, COMMON } from "../command.ts";
import type { Value } from "../annex/table_set.ts";
import type { Table } from "../warehouse/read_table.ts";
import { firstOfMonth } from "../month.ts";
import { EXIT, UserError } from "../user_error.ts";

/** `status`: what is loaded, missing, late, superseded and quarantined. */
export const status: Command = {
  summary: "says what is loaded, missing, late, superseded and quarantined",
  usage: "[--month YYYY-MM] [--warehouse FILE] [--json]",
  options: {
    warehouse: COMMON.warehouse,
    month: { ...COMMON.month, help: "the annex month to look at; by default the newest there is data for" },
    json: COMMON.json,
  },
  positionals: 0,
  examples: [
    ["deno task status", "the newest month's reports and every load in the warehouse, by extract"],
    ["deno task status --month 2019-07 --json", "the reports the July 2019 annex carries, as JSON"],
  ],
  run: async ({ values }) => {
    const asked = values.month === undefined ? null : firstOfMonth(values.month as string);
    const { openReadOnly } = await import("../warehouse/open_warehouse.ts");
    const { rows } = await import("../warehouse/rows.ts");
    const { readTable } = await import("../warehouse/read_table.ts");
    using warehouse = await openReadOnly(values.warehouse as string);
    const { connection } = warehouse;
    const [newest] = await rows(connection, "select max(annex_month) as month from annex_months");
    const month = asked ?? newest?.month ?? null;
    const reports = await readTable(connection, REPORTS, [month]);
    const extracts = await readTable(connection, EXTRACTS);
    if (asked !== null && reports.rows.length === 0) {
      throw new UserError(
        EXIT.wrongUsage,
        `Cannot say the status of ${values.month} as nothing is loaded for it: leave --month out to see what is`,
      );
    }
    if (values.json) {
      console.log(JSON.stringify({ month, reports: records(reports), extracts: records(extracts) }, null, 2));
      return EXIT.done;
    }
    const { formatTable } = await import("../sql/format_table.ts");
    const print = (title: string, { columns, rows: cells }: Table) => {
      const shown = columns.map((column) => ({ ...column, isNumeric: /INT|DOUBLE/.test(column.type) }));
      const { head, body } = formatTable(shown, cells.map((row) => row.map((cell) => cell ?? "")));
      console.log([title, ...head, ...body, ""].join("\n"));
    };
    if (extracts.rows.length === 0) {
      console.log("Nothing is loaded: put extracts in the inbox and run `deno task load`");
    } else print("Loads by extract", extracts);
    if (reports.rows.length > 0) print(`Reports the ${String(month).slice(0, 7)} annex carries`, reports);
    return EXIT.done;
  },
};

function records({ columns, rows }: Table): Record<string, Value>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]!])));
}

const REPORTS = `
  select report_number as no, report_name as report, period_label as period, data_status as data, row_count as rows,
    superseded_loads as superseded, quarantined_rows as quarantined, delivery, working_days_late as days_late,
    due_date as due, published_date as published, reason
  from month_status where annex_month = $1::date order by report_number`;

const EXTRACTS = `
  select extract, count(distinct file_id) as files, min(period) as first_period, max(period) as last_period,
    coalesce(sum(row_count) filter (where is_current), 0)::bigint as rows,
    count(*) filter (where not is_current) as superseded_loads, sum(quarantined_rows)::bigint as quarantined
  from load_history group by extract order by extract`;
