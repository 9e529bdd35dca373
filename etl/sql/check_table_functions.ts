import type { DuckDBConnection } from "@duckdb/node-api";
import { EXIT, UserError } from "../base/user_error.ts";

/**
 * DuckDB's table functions that read the warehouse's catalogue, unfold values or make rows. An allow list, so that what a
 * later DuckDB adds is refused until somebody has looked at it. Left out on purpose: whatever reads files; `enable_…` and
 * `disable_…`, which change settings of a locked connection; `query`, `query_table` and `json_execute_serialized_sql`,
 * which run SQL nobody has seen.
 */
const ALLOWED: ReadonlySet<string> = new Set(
  `duckdb_columns duckdb_constraints duckdb_databases duckdb_dependencies duckdb_extensions duckdb_functions
  duckdb_indexes duckdb_keywords duckdb_memory duckdb_schemas duckdb_sequences duckdb_settings duckdb_tables duckdb_types
  duckdb_variables duckdb_views generate_series histogram histogram_values icu_calendar_names json_each json_tree
  pg_timezone_names pragma_collations pragma_database_size pragma_platform pragma_show pragma_storage_info
  pragma_table_info pragma_user_agent pragma_version range repeat repeat_row summary unnest`.split(/\s+/),
);

/**
 * Checks that a parsed query calls no table function but those that read the warehouse, and the warehouse's own table
 * macros.
 *
 * @param statements What `json_serialize_sql` gives
 * @throws {UserError} 2, naming the function
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { checkTableFunctions } from "./check_table_functions.ts";
 * import { rejects } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * const node = { type: "TABLE_FUNCTION", function: { function_name: "glob" } };
 * await rejects(checkTableFunctions(connection, [node]), /glob\(\) is not among/);
 * connection.closeSync();
 * ```
 */
export async function checkTableFunctions(connection: DuckDBConnection, statements: unknown): Promise<void> {
  for (const name of tableFunctions(statements)) {
    if (!ALLOWED.has(name) && !await isMacro(connection, name)) {
      throw new UserError(
        EXIT.wrongUsage,
        `Cannot run the query because ${name}() is not among the table functions sql may call: it reads the warehouse's ` +
          "tables and views, not files, settings or SQL made up on the way",
      );
    }
  }
}

/** Without recursion, which a deep tree would bring to its end. */
function* tableFunctions(tree: unknown): Generator<string> {
  const waiting = [tree];
  for (let node = waiting.pop(); waiting.length > 0 || node !== undefined; node = waiting.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if ("type" in node && node.type === "TABLE_FUNCTION" && "function" in node) {
      yield String((node.function as { function_name?: unknown }).function_name).toLowerCase();
    }
    waiting.push(...Object.values(node));
  }
}

async function isMacro(connection: DuckDBConnection, name: string): Promise<boolean> {
  const reader = await connection.runAndReadAll(
    "select 1 from duckdb_functions() where function_type = 'table_macro' and not internal and lower(function_name) = $1",
    [name],
  );
  return reader.currentRowCount > 0;
}
