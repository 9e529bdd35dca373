import { type DuckDBConnection, type DuckDBMaterializedResult, DuckDBTypeId } from "@duckdb/node-api";
import type { Value } from "../db/value.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { type Classification, mayShow } from "../base/classification.ts";
import type { ClassifyTree } from "../classify/tree_classifier.ts";
import { plainValue } from "../db/plain_value.ts";
import { withoutValue } from "../db/without_value.ts";
import { admitQuery, type AdmittedQuery } from "./admit_query.ts";
import { nameCandidates } from "./name_candidates.ts";
import { queryError } from "./query_error.ts";

/** A column of an answer. */
export interface ResultColumn {
  /** As the query names it; one that stands twice gets a suffix, so that no format loses it. */
  readonly name: string;
  /** DuckDB's name of its type. */
  readonly type: string;
  readonly isNumeric: boolean;
}

/** The answer to a query, complete: held by DuckDB, read a piece at a time. */
export interface QueryResult {
  readonly sql: string;
  readonly columns: readonly ResultColumn[];
  readonly rowCount: number;
  /** How long the query ran, in seconds. */
  readonly seconds: number;
  /** Whether it is a query plan, which is printed as it stands. */
  readonly isPlan: boolean;
  readonly classification: Classification;
  /** The rows in order, `limit` at most; to be read once. */
  rows(limit?: number): AsyncGenerator<readonly Value[]>;
}

/** The bounds of a query. */
export interface QueryBounds {
  /** Who may see the answer: a query above it does not run. null when the answer is for the analyst alone. */
  readonly audience: Classification | null;
  /** After so long it is interrupted. */
  readonly timeoutSeconds: number;
  /** What the warehouse says of its tables, when it was read before. */
  readonly classify?: ClassifyTree;
  /** Interrupts it when aborted (Ctrl-C). */
  readonly signal?: AbortSignal;
  /**
   * Called when the query runs on `graceSeconds` after its interrupt: DuckDB looks for one between pieces of work, and a
   * single piece can be long (`range(1000000000)` as a list). Nothing but the end of the process stops it then.
   */
  readonly onStuck?: () => void;
  /** 5 when left out. */
  readonly graceSeconds?: number;
  /** How much more memory the process may come to take, in bytes; {@linkcode GROWTH} when left out. */
  readonly growth?: number;
}

/**
 * DuckDB's own limit counts the pages it manages, not a single value: a list of 3,000,000,000 numbers would take all there
 * is. What queries within that limit take, spilling included, is half of this.
 */
const GROWTH = 2 * 1024 ** 3;

/** How often memory is looked at, in milliseconds: such a list grows by half a gigabyte a second. */
const LOOK_MS = 100;

/**
 * Runs one reading query through {@linkcode admitQuery} under a time limit.
 *
 * The answer is complete or an error: a streamed one would end silently where a limit cuts it.
 *
 * @throws {UserError} 2 for a wrong or refused query, 6 for one above its audience, 1 when it is interrupted or needs more
 * memory than allowed
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { runQuery } from "./run_query.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * const result = await runQuery(connection, "select 'North' as region, 3 as users", {
 *   audience: null,
 *   timeoutSeconds: 60,
 * });
 * deepStrictEqual(await Array.fromAsync(result.rows()), [["North", 3]]);
 * connection.closeSync();
 * ```
 */
export async function runQuery(
  connection: DuckDBConnection,
  sql: string,
  bounds: QueryBounds,
): Promise<QueryResult> {
  const { audience, timeoutSeconds, signal, onStuck = () => {}, graceSeconds = 5, growth = GROWTH } = bounds;
  let isLate = false;
  let isLarge = false;
  const memory = Deno.memoryUsage().rss;
  const timers: ReturnType<typeof setTimeout>[] = [];
  const stop = () => {
    connection.interrupt();
    // An interrupt that comes just before DuckDB starts to work is forgotten.
    timers.push(setInterval(() => connection.interrupt(), 50), setTimeout(onStuck, graceSeconds * 1000));
  };
  let admitted: AdmittedQuery | undefined;
  try {
    timers.push(setTimeout(() => {
      isLate = true;
      stop();
    }, timeoutSeconds * 1000));
    timers.push(setInterval(() => {
      if (isLarge || Deno.memoryUsage().rss - memory <= growth) return;
      isLarge = true;
      stop();
    }, LOOK_MS));
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop);
    admitted = await admitQuery(connection, sql, audience, bounds.classify);
    const started = performance.now();
    const statement = await admitted.prepare();
    const result = await statement.run();
    return describe(sql, result, admitted, (performance.now() - started) / 1000);
  } catch (error) {
    if (isLarge) {
      throw new UserError(
        EXIT.failed,
        `Cannot run the query within its memory limit: it takes more than ${
          Math.round(growth / 1024 ** 3)
        } GB, so it was interrupted; select fewer rows or columns, or aggregate`,
      );
    }
    if (isLate) {
      throw new UserError(
        EXIT.failed,
        `Cannot finish the query within ${timeoutSeconds} s, so it was interrupted: --timeout SECONDS allows more`,
      );
    }
    if (signal?.aborted) throw new UserError(EXIT.failed, "The query was interrupted");
    throw queryError(await nameCandidates(connection, withheld(error, admitted?.classification ?? "red", audience)));
  } finally {
    for (const timer of timers) clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/**
 * A message is kept where an answer is not: it quotes no value above Green. For an audience it quotes none at all, and is the
 * same for every value and place: which row fails first depends on the order of the rows, whatever class the value is of.
 */
function withheld(error: unknown, classification: Classification, audience: Classification | null): unknown {
  const silent = withoutValue(error);
  if (silent === error || !(error instanceof Error) || !(silent instanceof Error)) return error;
  if (audience !== null) return new Error(`Invalid Input Error: ${REFUSED_VALUE}`);
  if (mayShow(classification, "green")) return error;
  const [place = ""] = /\n\nLINE \d+: [^]*$/.exec(error.message) ?? [];
  return new Error(silent.message + place);
}

const REFUSED_VALUE = "a cast or a function refuses a value (the value is withheld); try_cast gives NULL for it";

const NUMERIC: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
]);

function describe(
  sql: string,
  result: DuckDBMaterializedResult,
  { isPlan, classification }: AdmittedQuery,
  seconds: number,
): QueryResult {
  const types = result.columnTypes();
  return {
    sql,
    columns: result.deduplicatedColumnNames().map((name, index) => ({
      name,
      type: String(types[index]),
      isNumeric: NUMERIC.has(types[index]!.typeId),
    })),
    rowCount: result.rowCount,
    seconds,
    isPlan,
    classification,
    rows: async function* (limit = Infinity) {
      let left = limit;
      while (left > 0) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        for (const row of chunk.getRows().slice(0, left)) yield row.map(plainValue);
        left -= chunk.rowCount;
      }
    },
  };
}
