import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { deepStrictEqual } from "node:assert/strict";
import type { Value } from "../../etl/db/value.ts";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";
import { quoteIdentifier, quoteLiteral } from "../../etl/db/quote.ts";
import { rows } from "../../etl/db/rows.ts";
import { loadExtract } from "./load_extract.ts";

/** A row of an extract or a view, by column. */
export type Row = Readonly<Record<string, Value>>;

/** What a view must answer for some rows of an extract: a question with an order, and the rows worked out in TypeScript. */
export interface Recomputed {
  readonly question: string;
  readonly answer: readonly Row[];
}

/**
 * Asserts that views and a recomputation in TypeScript agree on random rows of an extract. Percentages agree to nine
 * digits after the point.
 *
 * @param key Rows alike in these columns are left out but the first, as a load would refuse them
 */
export async function assertRecomputed<T extends Row>(
  extractName: string,
  row: fc.Arbitrary<T>,
  key: readonly (keyof T & string)[],
  recompute: (rows: readonly T[]) => readonly Recomputed[],
  { setUp }: { readonly setUp?: (connection: DuckDBConnection) => Promise<unknown> } = {},
): Promise<void> {
  const extracts = await allExtracts();
  const extract = extracts.find((one) => one.name === extractName)!;
  using warehouse = await openPrivate(":memory:");
  const { connection } = warehouse;
  await prepareWarehouse(connection, extracts);
  await setUp?.(connection);
  const selector = (one: T) => key.map((column) => String(one[column])).join("|");
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(row, { selector, minLength: 1, maxLength: 40 }), async (input) => {
      await connection.run("begin");
      try {
        await loadExtract(connection, extract, asSource(input), 1);
        for (const { question, answer } of recompute(input)) {
          deepStrictEqual((await rows(connection, question)).map(rounded), answer.map(rounded), question);
        }
      } finally {
        await connection.run("rollback");
      }
    }),
    { seed: 20190701, numRuns: 25 },
  );
}

function asSource(input: readonly Row[]): string {
  const names = Object.keys(input[0]!);
  const tuples = input.map((one) => `(${names.map((name) => literal(one[name]!)).join(", ")})`);
  return `(values ${tuples.join(", ")}) as rows (${names.map(quoteIdentifier).join(", ")})`;
}

function literal(value: Value): string {
  return value === null ? "null::varchar" : quoteLiteral(String(value));
}

function rounded(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "number" ? Number(value.toFixed(9)) : value]),
  );
}

/** The first days of some months, `yyyy-mm-dd`: few enough that rows meet in one. */
export const month: fc.Arbitrary<string> = fc.constantFrom(
  "2019-05-01",
  "2019-06-01",
  "2019-07-01",
  "2019-09-01",
  "2019-10-01",
);

/** A value, or null one time in four. */
export function orNull<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ arbitrary: value, weight: 3 }, { arbitrary: fc.constant(null), weight: 1 });
}

/** Days around the turn of the months and quarters of 2019, so that boundaries are met. */
export const day: fc.Arbitrary<string> = fc.constantFrom(
  "2019-03-31",
  "2019-04-01",
  "2019-05-31",
  "2019-06-01",
  "2019-06-15",
  "2019-06-30",
  "2019-07-01",
  "2019-07-31",
  "2019-08-01",
  "2019-09-30",
  "2019-10-01",
);

/** Rows grouped by some columns, groups in the order of their keys as text. */
export function grouped<T extends Row>(input: readonly T[], by: (row: T) => Row): (readonly [Row, readonly T[]])[] {
  const groups = new Map<string, readonly [Row, T[]]>();
  for (const one of input) {
    const key = by(one);
    const name = Object.values(key).join("\0");
    if (!groups.has(name)) groups.set(name, [key, []]);
    groups.get(name)![1].push(one);
  }
  return [...groups].sort(([left], [right]) => left < right ? -1 : 1).map(([, group]) => group);
}

/** The sum of what is not null; null when all is. */
export function sum(values: readonly (number | null)[]): number | null {
  const given = values.filter((value) => value !== null);
  return given.length === 0 ? null : given.reduce((total, value) => total + value, 0);
}
