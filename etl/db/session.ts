import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";

/** The limits of a session: time and audience. A limit that is null or absent does not apply. */
export interface Session {
  /** Answer every measure as known at the end of this day, `yyyy-mm-dd`. */
  readonly asOf?: string | null;
  /** Ignore the files after this one. */
  readonly lastFileId?: number | null;
  /** Suppress the figures of groups too small for this audience (queries/macros/minimum_group.sql). */
  readonly audience?: Classification | null;
}

/**
 * Sets the variables that the project's queries read.
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { setSession } from "./session.ts";
 * import { rows } from "./rows.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * await setSession(connection, { asOf: "2019-08-31", audience: null });
 * const [set] = await rows(connection, "select getvariable('as_of') as as_of, getvariable('audience') as audience");
 * deepStrictEqual(set, { as_of: "2019-08-31", audience: null });
 * connection.closeSync();
 * ```
 */
export async function setSession(connection: DuckDBConnection, asking: Session): Promise<void> {
  const { asOf = null, lastFileId = null, audience = null } = asking;
  if (asOf !== null) await connection.run("set variable as_of = $1::date", [asOf]);
  if (lastFileId !== null) await connection.run("set variable last_file_id = $1::integer", [lastFileId]);
  if (audience !== null) await connection.run("set variable audience = $1::varchar", [audience]);
}
