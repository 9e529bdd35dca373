import type { DuckDBConnection } from "@duckdb/node-api";
import { type Classification, mayShow, parseClassification } from "../base/classification.ts";
import { didYouMean } from "../text/nearest_spelling.ts";
import { firstOfMonth } from "../cli/month.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";
import { rows } from "../db/rows.ts";
import { admitQuery } from "./admit_query.ts";
import { agreeAudience } from "./agree_audience.ts";
import { monthColumn, monthCondition } from "./month_column.ts";
import { parameterValues } from "./parameter_values.ts";
import { projectQueries } from "./project_queries.ts";
import { AUDIENCE, queryParameters } from "./query_parameters.ts";

/** A query of the project with its parameters in it, ready to run. */
export interface NamedQuery {
  readonly sql: string;
  /** For whom it is answered: whom the session or the parameters name; null when neither does. */
  readonly audience: Classification | null;
}

/**
 * One of the project's queries by its name, for the rows that its parameters name, in the order of its key.
 *
 * The class of the query is found before any row is looked at: a query above its audience is refused in the same words
 * whether a row has the value or not.
 *
 * @param given Values by parameter, as typed: `month` as `yyyy-mm`, `audience` as a class, else a column with its value
 * @param set For whom the session asks; null for the analyst alone
 * @throws {UserError} exit 2 when a query or parameter is unknown, a value has the wrong type, or two audiences
 * differ. Exit 2 also when no row has the text, because a slip of the pen must not look like an empty answer. Exit 6
 * when the query is above its audience.
 *
 * @example
 * ```ts
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { namedQuery } from "./named_query.ts";
 * import { strictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await warehouse.connection.run("create schema ledger");
 * await warehouse.connection.run(`create table ledger.definitions as
 *   select 'levels' as name, 'query' as kind, '-- key: reporting_month, region' as sql`);
 * await warehouse.connection.run("create view levels as select date '2019-07-01' as reporting_month, 'North' as region");
 * strictEqual(
 *   (await namedQuery(warehouse.connection, "levels", new Map([["month", "2019-07"], ["region", "North"]]), null)).sql,
 *   "from levels\nwhere date_trunc('month', reporting_month) = date '2019-07-01' and region = 'North'\n" +
 *     "order by reporting_month, region",
 * );
 * ```
 */
export async function namedQuery(
  connection: DuckDBConnection,
  name: string,
  given: ReadonlyMap<string, string>,
  set: Classification | null,
): Promise<NamedQuery> {
  const audience = agreeAudience(set, given.has(AUDIENCE) ? parseClassification(given.get(AUDIENCE)!) : null);
  const view = name.toLowerCase();
  const text = (await projectQueries(connection)).get(view);
  if (text === undefined) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot run query "${name}" because there is none of that name${await like(connection, view)}`,
    );
  }
  const columns = await rows(
    connection,
    `select column_name as name, data_type as type from duckdb_columns()
    where schema_name = 'main' and table_name = $1 order by column_index`,
    [view],
  );
  const names = columns.map((column) => String(column.name));
  const conditions: string[] = [];
  const demanded: Demand[] = [];
  for (const [parameter, value] of given) {
    if (parameter === AUDIENCE) continue;
    const type = columns.find((column) => column.name === parameter)?.type;
    const month = monthColumn(names);
    if (parameter === "month" && type === undefined && month !== null) {
      conditions.push(monthCondition(month, firstOfMonth(value).slice(0, 7), names));
    } else if (type === undefined) {
      throw new UserError(
        EXIT.wrongUsage,
        `Cannot run ${view} with "${parameter}" because it has no such parameter: ${
          didYouMean(
            parameter,
            [...queryParameters(text, names), ...names],
            `it has ${queryParameters(text, names).join(", ")}, and its columns`,
          )
        }`,
      );
    } else {
      const condition = `${quoted(parameter)} = ${await literal(connection, parameter, String(type), value)}`;
      if (type === "VARCHAR") demanded.push({ condition, column: parameter, value });
      conditions.push(condition);
    }
  }
  const key = queryHeader(text).key.filter((column) => names.includes(column));
  const sql = [
    `from ${quoted(view)}`,
    ...conditions.length === 0 ? [] : [`where ${conditions.join(" and ")}`],
    ...key.length === 0 ? [] : [`order by ${key.map(quoted).join(", ")}`],
  ].join("\n");
  if (audience !== null) await admitQuery(connection, sql, audience);
  for (const demand of demanded) await demandRow(connection, view, demand, audience);
  return { sql, audience };
}

/** A value that a row must have. */
interface Demand {
  readonly condition: string;
  readonly column: string;
  readonly value: string;
}

/** A value as its column's type writes it. */
async function literal(connection: DuckDBConnection, column: string, type: string, value: string): Promise<string> {
  if (type === "VARCHAR") return quoteLiteral(value);
  const cast = `${quoteLiteral(value)}::${type}`;
  const [read] = await rows(connection, `select try_cast(${quoteLiteral(value)} as ${type}) is not null as is_of_type`);
  if (read?.is_of_type === true) return cast;
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot run the query with ${column}=${value} because ${column} is of type ${type}`,
  );
}

/** What its rows have instead is said where the column is White or Green: a message is kept where an answer is not. */
async function demandRow(
  connection: DuckDBConnection,
  view: string,
  { condition, column, value }: Demand,
  audience: Classification | null,
): Promise<void> {
  const found = await rows(connection, `select 1 from ${quoted(view)} where ${condition} limit 1`);
  if (found.length > 0) return;
  const most = audience !== null && mayShow(audience, "green") ? audience : "green";
  const known = await parameterValues(connection, view, column, [column], most).catch(() => []);
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot run ${view} with ${column}=${value} because no row of it has that: ${
      didYouMean(value, known, "Tab in the shell offers what they have")
    }`,
  );
}

/** Names that need no quotes are written without: the query is shown, saved and read by people. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteIdentifier(name);
}

async function like(connection: DuckDBConnection, name: string): Promise<string> {
  const [nearest] = await rows(
    connection,
    `select name from ledger.definitions where kind = 'query'
      and (contains(name, $1) or jaro_winkler_similarity(name, $1) > 0.85)
    order by jaro_winkler_similarity(name, $1) desc, name limit 1`,
    [name],
  ).catch(() => []);
  return nearest === undefined ? ": .queries lists them" : `: did you mean ${nearest.name}?`;
}
