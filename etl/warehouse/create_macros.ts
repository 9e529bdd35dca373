import type { DuckDBConnection } from "@duckdb/node-api";
import { EXIT, UserError } from "../base/user_error.ts";
import { explainError } from "../db/explain_error.ts";

/**
 * Creates macros in whatever order they can be: DuckDB wants a macro after those it calls, so that what fails waits for
 * the next round, until a round gets nowhere.
 *
 * @param macros `place`: the file, for messages; `text`: its `create macro` statement
 * @throws {UserError} exit 1, naming the first macro that cannot be created
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { createMacros } from "./create_macros.ts";
 * import { rows } from "../db/rows.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * await createMacros(connection, [
 *   { place: "twice.sql", text: "create macro twice(n) as add_up(n, n)" },
 *   { place: "add_up.sql", text: "create macro add_up(a, b) as a + b" },
 * ]);
 * deepStrictEqual(await rows(connection, "select twice(21) as n"), [{ n: 42 }]);
 * connection.closeSync();
 * ```
 */
export async function createMacros(
  connection: DuckDBConnection,
  macros: readonly { readonly place: string; readonly text: string }[],
): Promise<void> {
  let waiting = macros;
  while (waiting.length > 0) {
    const failed: (typeof macros)[number][] = [];
    let message = "";
    for (const macro of waiting) {
      try {
        await connection.run(macro.text);
      } catch (error) {
        if (failed.push(macro) === 1) message = `Cannot build macro ${macro.place}: ${explainError(error)}`;
      }
    }
    if (failed.length === waiting.length) throw new UserError(EXIT.failed, message);
    waiting = failed;
  }
}
