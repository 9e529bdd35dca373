import type { DuckDBConnection } from "@duckdb/node-api";
import { nearestSpelling } from "../text/nearest_spelling.ts";
import { gateQuery } from "../sql/gate_query.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { DamagedError } from "../db/damaged_error.ts";
import { explainError } from "../db/explain_error.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { parseSelect } from "../db/parse_sql.ts";
import { plainValue } from "../db/plain_value.ts";
import type { Table } from "../db/read_table.ts";
import { withoutValue } from "../db/without_value.ts";
import type { DefinitionChain } from "./definition_chain.ts";
import { monthColumn, monthCondition } from "../sql/month_column.ts";
import type { Figure } from "./parse_figure.ts";

/** The rows of a figure as a query, whatever loads it is asked of. */
export interface MeasureQuery {
  readonly view: string;
  /** The columns that identify a row, then those traced. */
  readonly columns: readonly string[];
  /** Those of `columns` that identify a row, as its query's header says; empty when it says none. */
  readonly key: readonly string[];
  /** `from … where …`, to be asked for other columns. */
  readonly from: string;
  readonly sql: string;
}

/**
 * The query of a figure's rows: the key and one column, or all columns.
 *
 * @param column The column to trace; null: all
 * @throws {UserError} exit 2, when the view lacks the column, has no month, or the condition is no SQL
 */
export async function measureQuery(
  connection: DuckDBConnection,
  chain: DefinitionChain,
  figure: Figure,
  column: string | null,
): Promise<MeasureQuery> {
  const { name: view, sql: text, columns: all } = chain.views.at(-1)!;
  if (column !== null && !all.includes(column)) {
    const near = nearestSpelling(column, all);
    throw refused(
      view,
      `it has no column ${quoteIdentifier(column)}: ${
        near === null ? `its columns are ${all.join(", ")}` : `did you mean "${near}"`
      }`,
    );
  }
  const month = monthColumn(all);
  if (figure.month !== null && month === null) {
    throw refused(view, "it has no month: leave --month out, or use --where");
  }
  const conditions = [
    ...(figure.month === null || month === null ? [] : [monthCondition(month, figure.month.slice(0, 7), all)]),
    // On a line of its own, so that a comment at its end ends with it.
    ...figure.conditions.map((condition) => `(${condition}\n)`),
  ];
  const key = queryHeader(text).key.filter((name) => all.includes(name));
  const columns = column === null ? all : [...new Set([...key, column])];
  const from = `from ${quoteIdentifier(view)}${conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`}`;
  const sql = `select ${columns.map(quoteIdentifier).join(", ")} ${from} order by all`;
  await gateQuery(connection, sql).then((gated) => gated.prepare()).catch((error) => {
    if (!(error instanceof Error) || error instanceof DamagedError) throw error;
    throw refused(view, `its condition cannot be used: ${explainError(error)}`);
  });
  // A condition that closes its bracket could ask for more than the view's own rows.
  if ((await parseSelect(connection, sql)).type !== "SELECT_NODE") {
    throw refused(view, "its condition is no condition: write what a row must meet, such as region = 'North'");
  }
  return { view, columns, key, from, sql };
}

/**
 * Plans a figure's query once, to be asked again and again of the loads kept: planning takes longer than answering.
 *
 * @returns Asks it
 */
export async function prepareMeasure(connection: DuckDBConnection, query: MeasureQuery): Promise<() => Promise<Table>> {
  const statement = await connection.prepare(query.sql);
  return async () => {
    const reader = await statement.runAndReadAll().catch((error) => {
      throw withoutValue(error);
    });
    const types = reader.columnTypes();
    return {
      columns: reader.deduplicatedColumnNames().map((name, index) => ({ name, type: String(types[index]) })),
      rows: reader.getRows().map((row) => row.map(plainValue)),
    };
  };
}

/**
 * An answer as text to compare by: exact, but for the last digits of a DOUBLE, which depend on the order of adding.
 *
 * @example
 * ```ts
 * import { fingerprint } from "./measure_query.ts";
 * import { strictEqual } from "node:assert/strict";
 * const columns = [{ name: "percent", type: "DOUBLE" }];
 * strictEqual(fingerprint({ columns, rows: [[0.1 + 0.2]] }), fingerprint({ columns, rows: [[0.3]] }));
 * ```
 */
export function fingerprint({ rows }: Table): string {
  return JSON.stringify(
    rows.map((row) =>
      row.map((value) => typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value)
    ),
  );
}

function refused(view: string, reason: string): UserError {
  return new UserError(EXIT.wrongUsage, `Cannot trace ${view} because ${reason}`);
}
