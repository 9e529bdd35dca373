import { MARKINGS } from "../base/marking.ts";
import { highest } from "../base/classification.ts";
import { COMMON, defineCommand, given } from "../cli/command.ts";
import { parseDay } from "../cli/day.ts";
import { firstOfMonth } from "../cli/month.ts";
import { EXIT } from "../base/user_error.ts";
import type { Warehouse } from "../db/open_warehouse.ts";

/** `check`: runs every query of `queries/checks`, which must return no rows. */
export const check = defineCommand({
  summary: "runs the checks: queries that must return no rows",
  usage: "[--month YYYY-MM] [--as-of DATE] [--warehouse FILE] [--show-values] [--json]",
  options: {
    warehouse: COMMON.warehouse,
    month: COMMON.month,
    "as-of": COMMON["as-of"],
    "show-values": { type: "boolean", default: false, help: "prints Amber and Red values of failing rows" },
    json: COMMON.json,
  },
  positionals: 0,
  examples: [
    ["deno task check", "checks every month in the warehouse"],
    ["deno task check --month 2019-07 --json", "checks one month and prints each check with its failures as JSON"],
  ],
  run: async ({ values }) => {
    const month = given(values.month, firstOfMonth);
    const asOf = given(values["as-of"], parseDay);
    const { openReadOnly } = await import("../db/open_warehouse.ts");
    const { runChecks } = await import("../check/run_checks.ts");
    using warehouse = await openReadOnly(values.warehouse, { asOf });
    if (month !== null) await refuseEmptyMonth(warehouse.connection, month);
    const results = await runChecks(warehouse.connection, month);
    const failed = results.filter((result) => result.failures.length > 0);
    if (values.json) {
      const { withholdValues } = await import("../check/withhold_values.ts");
      console.log(JSON.stringify(values["show-values"] ? results : results.map(withholdValues), null, 2));
    } else {
      const { formatCheck } = await import("../check/format_check.ts");
      for (const result of failed) console.log(formatCheck(result, values["show-values"] === true));
    }
    const errors = failed.filter((result) => result.severity === "error").length;
    console.error(
      `${results.length} checks: ${results.length - failed.length} hold, ${errors} fail, ` +
        `${failed.length - errors} ${failed.length - errors === 1 ? "warning" : "warnings"}, ` +
        MARKINGS[highest(failed.map((result) => result.classification))].label,
    );
    return errors === 0 ? EXIT.done : EXIT.claimFalse;
  },
});

/** Of a month without any data every check would hold. */
async function refuseEmptyMonth(connection: Warehouse["connection"], month: string): Promise<void> {
  const { rows } = await import("../db/rows.ts");
  const known = await rows(
    connection,
    `select 1 as one from annex_months where annex_month = $1::date
     union all select 1 from current_loads where period = $1::date limit 1`,
    [month],
  );
  if (known.length > 0) return;
  const { unknownMonth } = await import("../warehouse/unknown_month.ts");
  throw await unknownMonth(connection, month, "check");
}
