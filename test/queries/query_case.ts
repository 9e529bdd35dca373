import { parse } from "csv-parse/sync";
import type { DuckDBConnection } from "@duckdb/node-api";
import { strictEqual } from "node:assert/strict";
import type { Value } from "../../etl/db/value.ts";
import type { Extract } from "../../etl/contract/extract.ts";
import { quoteIdentifier, quoteLiteral } from "../../etl/db/quote.ts";
import { readTable } from "../../etl/db/read_table.ts";
import { loadExtract } from "./load_extract.ts";

/**
 * A case of a query: the folder `test/queries/<view>/<case>/`.
 *
 * - `<extract>.csv` are rows of that extract as one file loaded on 1 January 2024; columns left out are null.
 * - `<extract>.2.csv` is a later file, loaded a day after for each number.
 * - `<schema>.<table>.csv` replaces the rows of a table of `ledger` or `reference`.
 * - `variables.csv` sets variables (name, value).
 * - `query.sql` asks something else than every row of the view; beside the cases, what all of them ask that have none.
 * - `expected.csv` is the answer, derived by hand: the columns that matter, rows in the view's key order.
 */
export interface QueryCase {
  readonly view: string;
  readonly name: string;
  readonly folder: URL;
}

/** Every case, by view and name. */
export function findCases(): QueryCase[] {
  const root = new URL("./", import.meta.url);
  return folders(root).flatMap((view) =>
    folders(new URL(`${view}/`, root)).map((name) => ({ view, name, folder: new URL(`${view}/${name}/`, root) }))
  );
}

/** Puts a case's inputs into a prepared warehouse; a transaction of the caller's takes them out again. */
export async function loadInputs(
  connection: DuckDBConnection,
  { folder }: QueryCase,
  extracts: readonly Extract[],
): Promise<void> {
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name);
  // By stem: an extract's first file before its second.
  const files = names.sort((one, other) => one.slice(0, -4) < other.slice(0, -4) ? -1 : 1);
  for (const file of files.filter((name) => name.endsWith(".csv"))) {
    if (file === "expected.csv" || file === "variables.csv") continue;
    const source = `read_csv(${
      quoteLiteral(decodeURIComponent(new URL(file, folder).pathname))
    }, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`;
    const [table, second] = file.split(".") as [string, string];
    if (table === "ledger" || table === "reference") {
      const name = `${table}.${quoteIdentifier(second)}`;
      await connection.run(`delete from ${name}; insert into ${name} by name select * from ${source}`);
      continue;
    }
    const extract = extracts.find((one) => one.name === table);
    if (extract === undefined) throw new Error(`Cannot use ${file}: there is no extract of that name`);
    await loadExtract(connection, extract, source, second === "csv" ? 1 : Number(second));
  }
}

/** The variables a case sets, by name; every name of {@linkcode VARIABLES} it leaves out is unset. */
export async function setVariables(connection: DuckDBConnection, { folder }: QueryCase): Promise<void> {
  for (const name of VARIABLES) await connection.run(`reset variable ${name}`);
  for (const { name, value } of readRecords(new URL("variables.csv", folder)) ?? []) {
    await connection.run(`set variable ${quoteIdentifier(name!)} = ${quoteLiteral(value!)}`);
  }
}

const VARIABLES = ["as_of", "audience", "last_file_id", "today"] as const;

/**
 * Asserts that the case's question has the expected answer. Values are compared as text, an empty field as null; of a
 * DOUBLE, the decimals the expectation writes down (half a unit of the last one).
 */
export async function assertAnswer(
  connection: DuckDBConnection,
  { view, name, folder }: QueryCase,
  key: readonly string[],
): Promise<void> {
  const [header = [], ...expected] = parse(Deno.readTextFileSync(new URL("expected.csv", folder))) as string[][];
  const columns = header.map(quoteIdentifier).join(", ");
  const question = (readText(new URL("query.sql", folder)) ?? readText(new URL("../query.sql", folder)))?.trim()
    .replace(/;$/, "");
  const order = key.length > 0 ? key.map(quoteIdentifier).join(", ") : "all";
  const answer = await readTable(
    connection,
    question === undefined ? `select ${columns} from ${quoteIdentifier(view)} order by ${order}` : question,
  );
  const place = `test/queries/${view}/${name}/expected.csv`;
  strictEqual(answer.columns.map((column) => column.name).join(), header.join(), `${place}: columns`);
  const shown = answer.rows.map((row, at) =>
    row.map((value, index) =>
      answer.columns[index]!.type === "DOUBLE" ? likeExpected(value, expected[at]?.[index]) : text(value)
    )
  );
  strictEqual(asLines(shown), asLines(expected), place);
}

/** The value as the expectation writes it where the two agree to its last decimal. */
function likeExpected(value: Value, expected: string | undefined): string {
  if (value === null || !expected) return text(value);
  const decimals = expected.split(".")[1]?.length ?? 0;
  return Math.abs(Number(value) - Number(expected)) <= 0.5 * 10 ** -decimals ? expected : text(value);
}

function text(value: Value): string {
  return value === null ? "" : String(value);
}

function asLines(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.join(" | ")).join("\n");
}

function readRecords(file: URL): Record<string, string>[] | undefined {
  const content = readText(file);
  return content === undefined ? undefined : parse(content, { columns: true });
}

function readText(file: URL): string | undefined {
  try {
    return Deno.readTextFileSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function folders(root: URL): string[] {
  return [...Deno.readDirSync(root)].filter((entry) => entry.isDirectory).map((entry) => entry.name).sort();
}
