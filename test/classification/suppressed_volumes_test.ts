import fc from "fast-check";
import { ok, strictEqual } from "node:assert/strict";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";
import { loadExtract } from "../queries/load_extract.ts";

/** The rule of docs/suppression.md, for volumes of Users. */
const MINIMUM = 3;
const LEAST_PERCENT = 20;

type Interval = readonly [number, number];

const isWide = ([lowest, highest]: Interval) =>
  highest - lowest + 1 >= MINIMUM && (highest - lowest) * 100 >= highest * LEAST_PERCENT;

/** What a paper prints of a month; null where it prints nothing. */
interface Printed {
  readonly total: number;
  readonly forecast: number | null;
  readonly percent: number | null;
  readonly decimals: number;
  /** What is compared, and what Users with a forecast of zero and without one sent. */
  readonly parts: readonly (number | null)[];
  /** How many Users sent something of each part, which a reader knows at most. */
  readonly users: readonly number[];
}

/**
 * The values that printed figures leave possible for each part, and for the two parts that are not compared together, by
 * narrowing intervals until nothing changes.
 */
function solve({ total, forecast, percent, decimals, parts, users }: Printed): readonly Interval[] {
  const known: Interval[] = parts.map((part, at) => part === null ? [users[at]!, total] : [part, part]);
  if (percent !== null && parts[0] === null) {
    const middle = percent * forecast! / 100;
    const half = forecast! / 10 ** decimals / 200;
    known[0] = [Math.max(known[0]![0], Math.ceil(middle - half - 1e-6)), Math.floor(middle + half + 1e-6)];
  }
  for (let before = ""; before !== JSON.stringify(known);) {
    before = JSON.stringify(known);
    for (const at of [0, 1, 2]) {
      const others = known.filter((_, other) => other !== at);
      const [least, most] = [0, 1].map((end) => others.reduce((sum, interval) => sum + interval[end]!, 0));
      known[at] = [Math.max(known[at]![0], total - most!), Math.min(known[at]![1], total - least!)];
    }
  }
  return [...known, [total - known[0]![1], total - known[0]![0]]];
}

Deno.test("solve() finds what a rounded percentage gives away", () => {
  // 20 Users: 6,001 compared of a forecast of 5,900 is 101.7%, and one of them sent 600 with a forecast of zero.
  const printed = {
    total: 6601,
    forecast: 5900,
    percent: 101.7,
    decimals: 1,
    parts: [null, null, 0],
    users: [19, 1, 0],
  };
  const [compared, zero] = solve(printed);
  strictEqual(`${compared} ${zero}`, "5998,6003 598,603");
  strictEqual(isWide(zero!), false);
  strictEqual(`${solve({ ...printed, percent: null })[1]}`, "1,6582");
});

/** Of each User: 0 for one with a forecast above zero, 1 for a forecast of zero, 2 for none; volumes of 2 and more. */
const SENT = fc.oneof(
  fc.integer({ min: 2, max: 9 }),
  fc.integer({ min: 2, max: 900 }),
  fc.integer({ min: 2, max: 4e5 }),
);
const USERS = fc.array(
  fc.record({ part: fc.constantFrom(0, 0, 0, 0, 1, 2), sent: SENT, forecast: SENT }),
  { minLength: MINIMUM, maxLength: 9 },
);
const MONTHS = fc.array(USERS, { minLength: 40, maxLength: 60 });

for (const report of ["csr", "sr"]) {
  Deno.test(`no small group's volume follows from a White ${report} summary and its bridge`, async () => {
    using warehouse = await openPrivate(":memory:");
    const { connection } = warehouse;
    const extracts = await allExtracts();
    await prepareWarehouse(connection, extracts);
    const extract = extracts.find(({ name }) => name === `${report}_variance`)!;
    const [{ decimals }] = await rows(
      connection,
      `select percent_decimals as decimals from reference.reports where report_key = '${report}_variance'`,
    ) as unknown as [{ decimals: number }];
    let shown = 0;
    let withheld = 0;
    await fc.assert(
      fc.asyncProperty(MONTHS, async (months) => {
        await connection.run("begin");
        try {
          const values = months.flatMap((users, month) =>
            users.map(({ part, sent, forecast }, user) =>
              `((date '2000-01-01' + to_months(${month}))::date, 'U${user}', ${
                ["" + forecast, "0", "null"][part]
              }, ${sent})`
            )
          );
          const variant = report === "sr" ? ", '1.1' as service_reference_variant" : "";
          await loadExtract(
            connection,
            extract,
            `(select *${variant} from (values ${
              values.join(", ")
            }) as given (reporting_month, user_id, forecast_volume, actual_volume))`,
            1,
          );
          await connection.run("set variable audience = 'white'");
          const summaries = await rows(connection, `from ${report}_variance_summary order by reporting_month`);
          const bridges = Map.groupBy(
            await rows(connection, `from ${report}_variance_bridge order by step_position`),
            (row) => String(row.reporting_month),
          );
          strictEqual(summaries.length, months.length);
          summaries.forEach((row, month) => {
            const users = [0, 1, 2].map((part) => months[month]!.filter((user) => user.part === part).length);
            const bridge = bridges.get(String(row.reporting_month))!;
            const forecast = row.forecast_volume === null ? null : Number(row.forecast_volume);
            // A bridge's volume, or its percentage of the printed forecast, is as good as the summary's.
            const step = (name: string) => {
              const found = bridge.find((each) => each.step === name)!;
              if (found.volume !== null) return Math.abs(Number(found.volume));
              return found.percent_of_forecast === null ? null : Number(found.percent_of_forecast) * forecast! / 100;
            };
            const number = (value: unknown, name: string) => value === null ? step(name) : Number(value);
            const printed = {
              total: Number(row.actual_volume),
              forecast,
              percent: row.percent_of_forecast === null ? null : Number(row.percent_of_forecast),
              decimals: Number(decimals),
              parts: [
                number(row.compared_actual_volume, "compared"),
                number(row.zero_forecast_actual_volume, "zero_forecast"),
                number(row.missing_forecast_actual_volume, "missing_forecast"),
              ],
              users,
            };
            const intervals = solve(printed);
            const groups = [...users, users[1]! + users[2]!];
            groups.forEach((size, at) => {
              if (size === 0 || size >= MINIMUM) return;
              ok(isWide(intervals[at]!), `${at}: ${intervals[at]} of ${JSON.stringify(printed)}`);
            });
            if (printed.parts[0] === null) printed.percent === null ? withheld++ : shown++;
            // A reason stands exactly in the rows that suppress something.
            strictEqual(row.suppressed_reason === null, row.suppressed_columns === null);
            for (const each of bridge) strictEqual(each.suppressed_reason === null, each.suppressed_columns === null);
          });
        } finally {
          await connection.run("rollback");
        }
      }),
      { numRuns: 12, seed: 20190801 },
    );
    // Both answers of the rule were tried.
    ok(shown > 0 && withheld > 20, `${shown} shown, ${withheld} withheld`);
  });
}
