import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import type { Extract } from "../contract/extract.ts";
import { nearestSpelling } from "../text/nearest_spelling.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { classifyQuery } from "../classify/classify_query.ts";
import { queryClassifier } from "../classify/query_classifier.ts";
import { readDefinitions } from "../warehouse/definitions.ts";
import { explainError } from "../db/explain_error.ts";
import { DamagedError } from "../db/damaged_error.ts";
import { quoteIdentifier } from "../db/quote.ts";
import type { Table } from "../db/read_table.ts";
import { rows } from "../db/rows.ts";
import { type DefinitionChain, definitionChain } from "./definition_chain.ts";
import { dependingLoads } from "./depending_loads.ts";
import { findSourceFiles, type FoundFile } from "./find_source_files.ts";
import { fingerprint, type MeasureQuery, measureQuery, prepareMeasure } from "./measure_query.ts";
import { monthColumn, monthCondition } from "../sql/month_column.ts";
import { narrowRows } from "./narrow_rows.ts";
import { keepLoads, openScratch, rebuildViews } from "./open_scratch.ts";
import { type Figure, parseFigure } from "./parse_figure.ts";
import { readTracedLoads } from "./read_traced_loads.ts";
import { reconcile } from "./reconcile.ts";
import type { Trace, TracedDefinition } from "./trace.ts";

/** What to trace, and where to look. */
export interface TraceOptions {
  readonly warehouse: string;
  /** A view, or `Annex A, row 5`. */
  readonly figure: string;
  /** The first of a month, `yyyy-mm-dd`; null: every month. */
  readonly month: string | null;
  readonly column: string | null;
  /** An SQL condition on the view's columns. */
  readonly where: string | null;
  /** `yyyy-mm-dd`; null: as known now. */
  readonly asOf: string | null;
  /** Whose figure it is: what is released to them has its small groups suppressed. */
  readonly audience: Classification;
  /** Where source files may be. */
  readonly folders: readonly string[];
  readonly extracts: () => Promise<readonly Extract[]>;
}

/**
 * Traces a figure to the cells it came from, and computes it again from them.
 *
 * The method is the same for every view. The loads: whatever can be left out without changing the figure is left out, in
 * groups and then one by one, so that the loads that stay give the figure alone and none of them can go. The rows: those
 * with the figure's own User, Region or whatever its key holds, where they alone still give it; else every row of the
 * load. The columns: those the parsed SQL lets have a part in it.
 *
 * @throws {UserError} exit 2, when there is no such view, column, month or row; and as `openReadOnly`
 */
export async function traceFigure(options: TraceOptions): Promise<Trace> {
  using scratch = await openScratch(options.warehouse, options.asOf, options.audience);
  const { connection } = scratch;
  const figure = parseFigure(options.figure, options.month, options.where);
  await refuseUnknown(connection, figure.view);
  const chain = await definitionChain(connection, figure.view);
  await rebuildViews(connection, chain.views);
  const query = await measureQuery(connection, chain, figure, options.column);

  const known = await knownLoads(connection, chain, figure.month);
  await keepLoads(connection, known.flatMap(allOnes));
  const ask = await prepareMeasure(connection, query);
  const answer = await ask().catch((error) => {
    throw unanswered(figure.view, error);
  });
  if (answer.rows.length === 0) throw await noRow(connection, figure, chain, options.figure);
  const suppression = await readSuppression(connection, chain, query, answer);
  const expected = fingerprint(answer);
  const isSame = async () => await ask().then(fingerprint, otherFigure) === expected;
  const isSameOf = async (loads: readonly number[]) => {
    await keepLoads(connection, loads);
    return await isSame();
  };
  const hasSuperseded = !await isSameOf(known.flatMap(currentOnes));
  const considered = known.map(hasSuperseded ? allOnes : currentOnes);
  await keepLoads(connection, await dependingLoads(considered, isSameOf));

  const narrowedBy = new Map<string, readonly string[]>();
  for (const { extract } of await rows(connection, "select distinct extract from ledger.loads order by extract")) {
    const name = String(extract);
    narrowedBy.set(name, await narrowRows(connection, name, answer, query.key, isSame));
  }
  const extracts = await publishedExtracts(connection, await options.extracts());
  const loads = await readTracedLoads(connection, chain, query, extracts, narrowedBy);
  const columns = await classifyColumns(connection, query, answer);
  const definitions = await readChain(connection, chain);
  const where = await classifyWhere(connection, figure, options.where);
  const isSynthetic = (await rows(connection, "select bool_or(is_synthetic) as is_synthetic from ledger.files"))[0]
    ?.is_synthetic === true;
  const files = await findFiles(connection, options.folders);
  return {
    figure: options.figure,
    month: figure.month,
    column: options.column,
    where,
    asOf: options.asOf,
    isSynthetic,
    columns,
    rows: answer.rows,
    definitions,
    loads,
    ...suppression,
    loadsConsidered: considered.flat().length,
    hasSuperseded,
    reconciliation: await reconcile(connection, query, answer, loads, files, extracts),
  };
}

function unanswered(view: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DamagedError) return error;
  return new UserError(
    EXIT.wrongUsage,
    `Cannot trace ${view} because its query fails on some row: ${explainError(error)}`,
  );
}

/** Without a load a query can fail on the rows that are left: that is another figure. A machine that fails says nothing. */
function otherFigure(error: unknown): null {
  if (error instanceof Error && /^(Conversion|Invalid Input|Out of Range) Error/.test(error.message)) return null;
  throw error;
}

async function refuseUnknown(connection: DuckDBConnection, view: string): Promise<void> {
  const found = await rows(
    connection,
    "select view_name from duckdb_views() where database_name = 'published' and not internal order by view_name",
  );
  const names = found.map((row) => String(row.view_name));
  if (names.includes(view)) return;
  const near = nearestSpelling(view, names);
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot trace "${view}" because there is no such view: ${
      near === null
        ? 'name a view (`deno task sql "show tables"` lists them) or a figure as in "Annex A, row 5"'
        : `did you mean "${near}"`
    }`,
  );
}

/** Which months there are, and whether it is the condition that no row meets. */
async function noRow(
  connection: DuckDBConnection,
  { view, month, conditions }: Figure,
  chain: DefinitionChain,
  asked: string,
): Promise<UserError> {
  const fail = (reason: string) => new UserError(EXIT.wrongUsage, `Cannot trace ${view} because ${reason}`);
  const { columns } = chain.views.at(-1)!;
  const column = monthColumn(columns);
  if (column === null) return fail(conditions.length === 0 ? "it has no row" : "none of its rows meets the condition");
  const [range] = await rows(
    connection,
    `select strftime(min(${column}), '%Y-%m') as first, strftime(max(${column}), '%Y-%m') as last,
         coalesce(bool_or(${
      month === null ? "true" : monthCondition(column, month.slice(0, 7), columns)
    }), false) as is_there
     from ${quoteIdentifier(view)}`,
  );
  if (range!.first === null) return fail("it has no row: nothing it reads is loaded");
  const about = month === null ? "" : ` for ${month.slice(0, 7)}`;
  if (range!.is_there === true && asked.trim().toLowerCase() !== view) {
    return new UserError(EXIT.wrongUsage, `Cannot trace "${asked}" because there is no such row${about}`);
  }
  if (range!.is_there === true) return fail(`none of its rows${about} meets the condition`);
  return fail(`it has no row${about}: its months are from ${range!.first} to ${range!.last}`);
}

interface KnownLoad {
  readonly loadId: number;
  readonly isCurrent: boolean;
}

const allOnes = (loads: readonly KnownLoad[]) => loads.map((load) => load.loadId);
const currentOnes = (loads: readonly KnownLoad[]) => allOnes(loads.filter((load) => load.isCurrent));

/**
 * The loads known at `as_of`, by extract: those the measure does not read first. Within an extract those furthest from the
 * month first: of two of which either would do, the nearer one is then found.
 */
async function knownLoads(
  connection: DuckDBConnection,
  chain: DefinitionChain,
  month: string | null,
): Promise<KnownLoad[][]> {
  const read = chain.tables.filter((table) => table.schema === "extracts").map((table) => table.name);
  const found = await rows(
    connection,
    `with withdrawn as (
         select load_id from published.ledger.withdrawals
         where changed_at + to_minutes(utc_offset_minutes)
           < coalesce(getvariable('as_of')::date, date '9999-12-30') + interval 1 day
         group by load_id having not arg_max(is_undone, change_id)
     ),
     known as (
         select loads.*, withdrawn.load_id is not null as is_withdrawn,
           max(loads.file_id) filter (where counts_as = 'whole' and withdrawn.load_id is null)
             over (partition by loads.extract, loads.period) as whole_file_id
         from published.ledger.loads as loads
         inner join published.ledger.files as files on files.file_id = loads.file_id
         left join withdrawn on withdrawn.load_id = loads.load_id
         where files.loaded_at + to_minutes(files.utc_offset_minutes)
           < coalesce(getvariable('as_of')::date, date '9999-12-30') + interval 1 day
     )
     select load_id, extract,
       not is_withdrawn and counts_as <> 'repeated' and file_id >= coalesce(whole_file_id, 0) as is_current
     from known order by abs(date_diff('month', period, coalesce($1::date, date '9999-12-01'))) desc nulls last, load_id`,
    [month],
  );
  const groups = new Map<string, KnownLoad[]>();
  for (const { load_id, is_current, extract } of found) {
    const group = groups.get(String(extract)) ?? [];
    groups.set(String(extract), [...group, { loadId: load_id as number, isCurrent: is_current === true }]);
  }
  const names = [...groups.keys()].sort();
  return [...names.filter((name) => !read.includes(name)), ...names.filter((name) => read.includes(name))]
    .map((name) => groups.get(name)!);
}

/** What the view says of those columns it suppresses; in the order of the answer, which sorts by what it asks first. */
async function readSuppression(
  connection: DuckDBConnection,
  chain: DefinitionChain,
  query: MeasureQuery,
  answer: Table,
): Promise<Pick<Trace, "suppressed" | "suppressedReasons">> {
  if (!chain.views.at(-1)!.columns.includes("suppressed_columns")) {
    return { suppressed: answer.rows.map(() => []), suppressedReasons: [] };
  }
  const columns = query.columns.map(quoteIdentifier).join(", ");
  const found = await rows(
    connection,
    `select ${columns}, suppressed_columns as "suppressed columns", suppressed_reason as "suppressed reason"
     ${query.from} order by all`,
  );
  const suppressed = found.map((row) => {
    const names = String(row["suppressed columns"] ?? "").split(",");
    return query.columns.filter((column) => names.includes(column));
  });
  const reasons = found.filter((_, at) => suppressed[at]!.length > 0).map((row) => String(row["suppressed reason"]));
  return { suppressed, suppressedReasons: [...new Set(reasons)] };
}

async function publishedExtracts(connection: DuckDBConnection, extracts: readonly Extract[]): Promise<Extract[]> {
  const tables = await rows(
    connection,
    "select table_name from duckdb_tables() where database_name = 'published' and schema_name = 'extracts'",
  );
  const names = new Set(tables.map(({ table_name }) => table_name));
  return extracts.filter((extract) => names.has(extract.name));
}

async function classifyColumns(connection: DuckDBConnection, query: MeasureQuery, { columns }: Table) {
  const classify = await queryClassifier(connection);
  const classified = [];
  for (const { name, type } of columns) {
    const sql = `select ${quoteIdentifier(name)} ${query.from}`;
    classified.push({ name, type, classification: await classify(sql) });
  }
  return classified;
}

/** The condition's own class is that of the columns it names. */
async function classifyWhere(connection: DuckDBConnection, { view }: Figure, sql: string | null) {
  if (sql === null || sql.trim() === "") return null;
  const classification: Classification = await classifyQuery(
    connection,
    `select (${sql}\n) from ${quoteIdentifier(view)}`,
  );
  return { sql: sql.trim(), classification };
}

async function readChain(connection: DuckDBConnection, chain: DefinitionChain): Promise<TracedDefinition[]> {
  const published = new Map<string, string>();
  for (const { kind, name, sha256 } of await rows(connection, "select kind, name, sha256 from ledger.definitions")) {
    published.set(`${kind} ${name}`, String(sha256));
  }
  const here = (await readDefinitions()).filter((one) => !(one.kind === "reference" && one.place.endsWith(".sql")));
  const describe = (kind: TracedDefinition["kind"], name: string): TracedDefinition => {
    const file = here.find((one) => one.kind === kind && one.name === name);
    const sha256 = published.get(`${kind} ${name}`) ?? null;
    return { kind, name, place: file?.place ?? null, sha256, isUnchanged: file?.sha256 === sha256 };
  };
  return [
    ...chain.views.toReversed().map((view) => describe("query", view.name)),
    ...chain.macros.map((name) => describe("macro", name)),
    ...chain.tables.filter((table) => table.schema === "reference").map((table) => describe("reference", table.name)),
  ];
}

async function findFiles(
  connection: DuckDBConnection,
  folders: readonly string[],
): Promise<ReadonlyMap<number, FoundFile>> {
  const files = await rows(
    connection,
    "select file_id, file_name, file_sha256, byte_size from ledger.files order by file_id",
  );
  const found = await findSourceFiles(
    files.map((file) => ({
      name: String(file.file_name),
      sha256: String(file.file_sha256),
      byteSize: file.byte_size as number,
    })),
    folders,
  );
  return new Map(files.map((file, index) => [file.file_id as number, found[index]!]));
}
