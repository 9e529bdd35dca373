import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../contract/extract.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { readTable } from "../db/read_table.ts";
import { canonicalKey } from "./canonical_key.ts";

/** How the rows that a file brings for a period differ from those that stand. */
export interface Difference {
  /** Rows that stand. */
  readonly before: number;
  /** Rows that the file brings. */
  readonly brought: number;
  /** Keys that the file has and the period has not. */
  readonly added: number;
  /** Keys that the period has and the file has not. */
  readonly gone: number;
  /** Keys of both whose rows differ. */
  readonly changed: number;
  /** Of those, rows that are again as an earlier file had them. */
  readonly turnedBack: number;
  /** By the name of each column of counts. */
  readonly sums: ReadonlyMap<string, Sums>;
}

/** What a column of counts adds up to; null where no row has a value. */
export interface Sums {
  readonly before: number | null;
  readonly brought: number | null;
  /** Of the rows that stand and whose key the file has. */
  readonly matched: number | null;
}

/** The loads to compare. */
export interface Compared {
  /** The ids of the loads that stand for the period, all of them in the ledger. */
  readonly standing: readonly number[];
  /** The ids of every earlier load of the period, standing or not. */
  readonly earlier: readonly number[];
  /** The ids of the loads that the file brings. */
  readonly brought: readonly number[];
}

/**
 * Compares what a file brings for a period with what stands, by key. Keys are compared by their hashes, so that a period of
 * millions of rows costs one pass, and a second one only where the first finds a difference.
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { createExtractTables } from "../warehouse/extract_table.ts";
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { comparePeriod } from "./compare_period.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * await createExtractTables(warehouse.connection, [csr]);
 * const loads = { standing: [1], earlier: [1], brought: [2] };
 * strictEqual((await comparePeriod(warehouse.connection, csr, loads)).gone, 0);
 * ```
 */
export async function comparePeriod(
  connection: DuckDBConnection,
  extract: Extract,
  { standing, earlier, brought }: Compared,
): Promise<Difference> {
  const table = `extracts.${quoteIdentifier(extract.name)}`;
  const key = `hash(${(await canonicalKey(connection, extract, [...standing, ...earlier, ...brought])).join(", ")})`;
  const value = `hash(${Object.keys(extract.columns).map(quoteIdentifier).join(", ")})`;
  const counts = Object.keys(extract.columns).filter((name) => extract.columns[name]!.kind === "count");
  const named = counts.map((name, index) => `, ${quoteIdentifier(name)} as c${index}`).join("");
  const selected = `${key} as k, ${value} as v${named}`;
  const isMerged = extract.replaces === "key" && standing.length > 1;
  const before = isMerged
    ? `select ${selected} from ${table} as extract_rows inner join ledger.loads as loads using (load_id)
       where load_id in (${standing.join(", ")})
       qualify row_number() over (partition by k order by loads.file_id desc) = 1`
    : `select ${selected} from ${table} where load_id in (${standing.join(", ")})`;
  const after = `select ${selected} from ${table} where load_id in (${brought.join(", ")})`;
  const sums = (of: string, condition = "") =>
    counts.map((_, index) => `, sum(${of}c${index})${condition}::double`).join("");
  const finger = (from: string) =>
    `select count(*) as n, bit_xor(k) as keys, bit_xor(v) as rows, sum(v) as total${
      counts.map((_, index) => `, sum(c${index})::double as s${index}`).join("")
    } from (${from})`;
  const passed = (await readTable(
    connection,
    `with b as (${finger(before)}), a as (${finger(after)})
     select b.n, a.n, b.n = a.n and b.keys is not distinct from a.keys and b.rows is not distinct from a.rows
       and b.total is not distinct from a.total${counts.map((_, index) => `, b.s${index}, a.s${index}`).join("")}
     from b, a`,
  )).rows[0]!;
  const [rowsBefore, rowsBrought] = [Number(passed[0]), Number(passed[1])];
  const sum = (value: unknown) => value === null || value === undefined ? null : Number(value);
  const both = { before: rowsBefore, brought: rowsBrought };
  if (passed[2] === true) {
    const sums = new Map(counts.map((name, index): [string, Sums] => {
      const [before, brought] = [sum(passed[3 + 2 * index]), sum(passed[4 + 2 * index])];
      return [name, { before, brought, matched: before }];
    }));
    return { ...both, added: 0, gone: 0, changed: 0, turnedBack: 0, sums };
  }
  const [joined] = (await readTable(
    connection,
    `select count(*) filter (where b.k is null), count(*) filter (where a.k is null),
       count(*) filter (where a.v <> b.v)${sums("b.", " filter (where a.k is not null)")}
     from (${before}) as b full join (${after}) as a on a.k = b.k`,
  )).rows;
  const [added, gone, changed, ...matched] = joined!.map((one) => sum(one));
  const turnedBack = changed! === 0 || earlier.length === 0 ? 0 : Number(
    (await readTable(
      connection,
      `select count(*) from (${before}) as b inner join (${after}) as a on a.k = b.k and a.v <> b.v
       where (a.k, a.v) in (select (${key}, ${value}) from ${table} where load_id in (${earlier.join(", ")}))`,
    )).rows[0]![0],
  );
  return {
    ...both,
    added: added!,
    gone: gone!,
    changed: changed!,
    turnedBack,
    sums: new Map(counts.map((name, index) => [name, {
      before: sum(passed[3 + 2 * index]),
      brought: sum(passed[4 + 2 * index]),
      matched: matched[index]!,
    }])),
  };
}
