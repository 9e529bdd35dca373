import fc from "fast-check";
import { deepStrictEqual, ok } from "node:assert/strict";
import type { DuckDBConnection } from "@duckdb/node-api";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";
import { loadExtract } from "../queries/load_extract.ts";

/** The minimum of `devices` in data/reference/disclosure.csv. */
const MINIMUM = 5;

/** A table of two dimensions, with a number in each cell of a period. */
interface Cell {
  readonly period: number;
  readonly one: number;
  readonly other: number;
  readonly size: number;
}

/** Small and great numbers alike, and cells with nobody. */
const CELLS = fc.array(
  fc.array(fc.oneof(fc.nat(6), fc.nat(6), fc.nat(30)), { minLength: 9, maxLength: 9 }),
  { minLength: 20, maxLength: 40 },
).map((tables) =>
  tables.flatMap((sizes, period) =>
    sizes.map((size, at): Cell => ({ period, one: at % 3, other: Math.floor(at / 3), size }))
  ).filter(({ size }) => size > 0)
).filter((cells) => cells.some(({ other }) => other === 0));

/** A sum of cells that is published: the cells, by their place in a list. */
type Published = readonly number[];

/**
 * Which of some numbers follow from sums of them: a number does when its unit vector is a combination of the sums', which
 * is so when it stands alone in a row of the sums' reduced echelon form.
 */
function derivable(count: number, sums: readonly Published[]): number[] {
  const matrix: number[][] = sums.map((sum) => Array.from({ length: count }, (_, at) => sum.includes(at) ? 1 : 0));
  let rank = 0;
  for (let column = 0; column < count && rank < matrix.length; column++) {
    const pivot = matrix.findIndex((row, at) => at >= rank && Math.abs(row[column]!) > 1e-9);
    if (pivot < 0) continue;
    [matrix[rank], matrix[pivot]] = [matrix[pivot]!, matrix[rank]!];
    const top = matrix[rank]!.map((value) => value / matrix[rank]![column]!);
    matrix[rank] = top;
    matrix.forEach((row, at) => {
      const factor = row[column]!;
      if (at !== rank && factor !== 0) matrix[at] = row.map((value, place) => value - factor * top[place]!);
    });
    rank++;
  }
  const alone = matrix.filter((row) => row.filter((value) => Math.abs(value) > 1e-9).length === 1);
  return alone.map((row) => row.findIndex((value) => Math.abs(value) > 1e-9)).sort((a, b) => a - b);
}

Deno.test("derivable() finds what a total gives away, and what it does not", () => {
  deepStrictEqual(derivable(3, [[0, 1, 2], [1], [2]]), [0, 1, 2]);
  deepStrictEqual(derivable(3, [[0, 1, 2], [2]]), [2]);
  // Two by two with all four totals: none follows; with one cell all do.
  const totals = [[0, 1], [2, 3], [0, 2], [1, 3]];
  deepStrictEqual(derivable(4, totals), []);
  deepStrictEqual(derivable(4, [...totals, [0]]), [0, 1, 2, 3]);
});

/** What a view shows of a period: for each cell whether it is shown, and the sums published beside the cells. */
interface Shown {
  readonly cells: readonly { readonly size: number; readonly isShown: boolean }[];
  readonly sums: readonly Published[];
}

Deno.test("no suppressed figure can be told from those shown and their totals", async (t) => {
  using warehouse = await openPrivate(":memory:");
  const { connection } = warehouse;
  const extracts = await allExtracts();
  await prepareWarehouse(connection, extracts);
  const named = (name: string) => extracts.find((extract) => extract.name === name)!;

  const holds = async (
    load: (cells: readonly Cell[]) => Promise<void>,
    show: (cells: readonly Cell[]) => Promise<Shown[]>,
  ) => {
    await fc.assert(
      fc.asyncProperty(CELLS, async (cells) => {
        await connection.run("begin");
        try {
          await load(cells);
          await connection.run("reset variable audience");
          const all = (await show(cells)).flatMap((table) => table.cells);
          ok(all.every(({ isShown }) => isShown), "an analyst's own session hides nothing");
          await connection.run("set variable audience = 'white'");
          for (const table of await show(cells)) {
            const shown = table.cells.flatMap(({ isShown }, at) => isShown ? [[at]] : []);
            const told = derivable(table.cells.length, [...shown, ...table.sums]);
            table.cells.forEach(({ size, isShown }, at) => {
              ok(size >= MINIMUM || !isShown, `${size} is shown`);
              ok(isShown || !told.includes(at), `${size} follows from ${JSON.stringify(table)}`);
            });
          }
        } finally {
          await connection.run("rollback");
        }
      }),
      { numRuns: 6, seed: 20190726 },
    );
  };

  await t.step("exceptions by Region and reason, with the month's, Regions' and reasons' totals", () =>
    holds(
      (cells) =>
        load(connection, named("ch_exceptions"), cells, (cell) => `
        ${month(cell)} as reporting_month, 'D' || n as device_id, ${REGIONS[cell.one]} as region,
        'reason ${cell.other}' as exception_reason`),
      async () => {
        const counts = await rows(
          connection,
          `
          select counts.reporting_month as period, counts.region as one, counts.exception_reason as other,
            cells.exceptions as size, counts.exceptions as shown, growth.exceptions as one_total,
            reason_exceptions as other_total, counts.month_exceptions as total, share_percent as share
          from ch_exception_counts as counts
          inner join ch_exception_cells as cells using (reporting_month, region, exception_reason)
          inner join ch_exception_growth as growth using (reporting_month, region)`,
        );
        return byPeriod(counts);
      },
    ));

  await t.step("returns by Region and attribution, with the quarter's, Regions' and attributions' totals", () =>
    holds(
      (cells) =>
        load(connection, named("ch_returns"), cells, (cell) => `
        'D' || n || '-${cell.one}-${cell.other}' as device_id, ${REGIONS[cell.one]} as region,
        ${quarter(cell)} as returned_date, ${quarter(cell)} as closed_date,
        ${["'Fault Found'", "'No Fault Found'", "null"][cell.other]} as attribution`),
      async () =>
        byPeriod(
          await rows(
            connection,
            `
        select reporting_quarter as period, summary.region as one, summary.attribution as other,
          cells.records_closed as size, summary.records_closed as shown, region_records as one_total,
          summary.attribution_records as other_total, summary.quarter_records as total, share_percent as share,
          triage.records_closed as one_again
        from ch_returns_summary as summary
        inner join ch_return_cells as cells using (reporting_quarter, region, attribution)
        inner join ch_returns_triage as triage using (reporting_quarter, region)`,
          ),
        ),
    ));

  await t.step("incorrect variants by Region, with the month's total", () =>
    holds(
      (cells) =>
        load(connection, named("ch_installations"), cells.filter(({ other }) => other === 0), (cell) => `
        ${month(cell)} as reporting_month, 'D' || n || '-${cell.one}' as device_id, ${REGIONS[cell.one]} as region,
        'A' as expected_variant, 'B' as installed_variant, ${month(cell)} as installed_date`),
      async (cells) => {
        const sizes = new Map(cells.map((cell) => [`${cell.period} ${REGIONS[cell.one]} ${cell.other}`, cell.size]));
        const errors = await rows(
          connection,
          `
          select reporting_month as period, region as one, 'all' as other, incorrect_variants as shown, null as one_total,
            null as other_total, month_incorrect_variants as total, incorrect_percent as share,
            date_diff('month', date '2000-01-01', reporting_month) as number
          from ch_variant_errors`,
        );
        return byPeriod(errors.map((row) => ({ ...row, size: sizes.get(`${row.number} '${row.one}' 0`)! })));
      },
    ));
});

const REGIONS = ["'North'", "'Central'", "'South'"];
const month = ({ period }: Cell) => `(date '2000-01-01' + to_months(${period}))::date`;
const quarter = ({ period }: Cell) => `(date '2000-01-01' + to_months(${3 * period}))::date`;

/** Loads as many rows for each cell as its number says. */
async function load(
  connection: DuckDBConnection,
  extract: Parameters<typeof loadExtract>[1],
  cells: readonly Cell[],
  columns: (cell: Cell) => string,
): Promise<void> {
  const parts = cells.map((cell) => `select ${columns(cell)} from range(${cell.size}) as numbers (n)`);
  await loadExtract(connection, extract, `(${parts.join(" union all by name ") || "select 1 where false"})`, 1);
}

/** The tables of each period, with every sum that is shown: a share beside a shown cell tells the total too. */
function byPeriod(counts: readonly Record<string, unknown>[]): Shown[] {
  return [...Map.groupBy(counts, (row) => row.period).values()].map((table) => {
    const places = (test: (row: Record<string, unknown>) => boolean) =>
      table.flatMap((row, at) => test(row) ? [at] : []);
    return {
      cells: table.map((row) => ({ size: Number(row.size), isShown: row.shown !== null })),
      sums: table.flatMap((row) => [
        ...(row.one_total ?? row.one_again ?? null) === null ? [] : [places((each) => each.one === row.one)],
        ...row.other_total === null ? [] : [places((each) => each.other === row.other)],
        ...row.total === null && row.share === null ? [] : [table.map((_, at) => at)],
      ]),
    };
  });
}
