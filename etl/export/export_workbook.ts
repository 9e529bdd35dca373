import { showSuppressed } from "../tables/show_suppressed.ts";
import type { AnnexTable, TableColumn, TableSet } from "../tables/table_set.ts";
import { validateTableSet } from "../tables/validate_table_set.ts";
import { xlsxTables } from "../tables/xlsx_tables.ts";
import { type Classification, mayShow } from "../base/classification.ts";
import { didYouMean } from "../text/nearest_spelling.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { classifyQuery } from "../classify/classify_query.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { readTable } from "../db/read_table.ts";
import { rows } from "../db/rows.ts";

/** Digits shown after the point; the cell holds the unrounded number. */
const DECIMALS = 2;

const KINDS: Readonly<Record<string, TableColumn["kind"]>> = {
  BIGINT: "count",
  BOOLEAN: "boolean",
  DATE: "date",
  DOUBLE: "percent",
  INTEGER: "count",
};

/**
 * A view as an accessible workbook, as the annex's are: cover, contents, notes and the table, marked with the audience's
 * class.
 *
 * @throws {UserError} exit 2 when there is no such view, or a sheet cannot hold it; exit 6 when it is above the audience
 */
export async function exportWorkbook(
  path: string,
  view: string,
  audience: Classification,
): Promise<{ readonly bytes: Uint8Array; readonly rows: number }> {
  using warehouse = await openReadOnly(path, { audience });
  const { connection } = warehouse;
  const views = (await rows(connection, "select view_name as name from duckdb_views() where not internal"))
    .map(({ name }) => String(name));
  if (!views.includes(view)) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot export "${view}" because there is no such view: ${
        didYouMean(view, views, "`deno task sql .views` lists them")
      }`,
    );
  }
  const query = `select * from ${quoteIdentifier(view)} order by all`;
  const classification = await classifyQuery(connection, query);
  if (!mayShow(classification, audience)) {
    throw new UserError(
      EXIT.refusedByClassification,
      `Cannot export ${view} to the ${audience} audience because it is ${classification}: add --audience ${classification}`,
    );
  }
  const table = await describe(connection, view, query, classification);
  const [loaded] = await rows(
    connection,
    `select coalesce((select max(annex_month) from annex_months), date '1980-01-01') as month,
       (select bool_or(is_synthetic) from known_files) as is_synthetic`,
  );
  const set: TableSet = {
    title: table.title,
    month: String(loaded!.month),
    audience,
    isSynthetic: loaded!.is_synthetic === true,
    notes: [],
    tables: [table],
    charts: [],
    withheld: [],
  };
  const problems = validateTableSet(set);
  if (problems.length > 0) {
    throw new UserError(EXIT.wrongUsage, problems.map((problem) => problem.message).join("\n"));
  }
  return { bytes: await xlsxTables(set), rows: table.rows.length };
}

async function describe(
  connection: Parameters<typeof readTable>[0],
  view: string,
  query: string,
  classification: Classification,
): Promise<AnnexTable> {
  const [definition] = await rows(
    connection,
    "select sql from ledger.definitions where kind = 'query' and name = $1",
    [view],
  );
  const header = definition === undefined ? null : queryHeader(String(definition.sql));
  const answer = await readTable(connection, query);
  const types = new Map(answer.columns.map(({ name, type }) => [name, type]));
  const shown = showSuppressed(answer.columns.map(({ name }) => name), answer.rows);
  const decimalsAt = answer.columns.findIndex(({ name }) => name === "shown_decimals");
  const columns = shown.names.map((name): TableColumn => {
    const kind = KINDS[types.get(name)!] ?? "text";
    return {
      name,
      title: sentence(name),
      kind,
      ...(kind === "percent" ? { decimals: DECIMALS } : {}),
      blank: "none: see the units in the notes",
    };
  });
  return {
    name: view,
    title: sentence(view),
    columns,
    rows: shown.rows,
    ...(decimalsAt < 0 ? {} : { rowDecimals: answer.rows.map((row) => Number(row[decimalsAt] ?? 0)) }),
    notes: [
      ...[["Grain", header?.grain], ["Units", header?.units], ["Release", header?.release]].flatMap(([name, text]) =>
        text ? [`${name}: ${text}.`] : []
      ),
      ...shown.notes,
    ],
    source: header?.source ?? "project",
    classification,
  };
}

/** `csr_variance_summary` as people read it: "CSR variance summary". */
function sentence(name: string): string {
  const words = name.split("_").map((word) => ABBREVIATIONS.has(word) ? word.toUpperCase() : word);
  return words.join(" ").replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

const ABBREVIATIONS = new Set(["ch", "csr", "id", "nep", "rca", "rdp", "sr", "srv"]);
