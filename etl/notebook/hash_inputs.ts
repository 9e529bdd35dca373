import type { DuckDBConnection } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import { hashProgram } from "../warehouse/hash_program.ts";
import { rows } from "../db/rows.ts";

/**
 * The hash of what a notebook's answers depend on beside its own text: the warehouse's content, by what its ledger says
 * of it, for whom and as of when it is asked, the program, and Deno. What a notebook reads beside the warehouse, such as
 * a file, a host or the clock, it cannot know.
 *
 * Of the warehouse it takes what was loaded and when, and what its views mean; not the file's time, nor what was published,
 * which no view reads: to publish an annex changes none of its notebooks.
 *
 * @param asked The audience, the day, and the last file that counts, null for every one
 * @returns SHA-256 in hexadecimal
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { hashInputs } from "./hash_inputs.ts";
 * import { notStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * const { connection } = warehouse;
 * await createLedger(connection);
 * const before = await hashInputs(connection, { audience: "white", asOf: null, lastFileId: null });
 * await connection.run("insert into ledger.files values (1, 'a.xlsx', 'c0ffee', 1, '2019-08-15', false, false, 60)");
 * notStrictEqual(await hashInputs(connection, { audience: "white", asOf: null, lastFileId: null }), before);
 * ```
 */
export async function hashInputs(
  connection: DuckDBConnection,
  asked: { readonly audience: string; readonly asOf: string | null; readonly lastFileId: number | null },
): Promise<string> {
  const content = await rows(
    connection,
    `select 'file ' || file_id as what, file_sha256 as sha256, loaded_at::varchar as at from ledger.files
     where file_id <= coalesce($1::integer, 2147483647)
     union all
     select 'withdrawal ' || change_id, load_id || ' ' || is_undone, changed_at::varchar from ledger.withdrawals
     where change_id <= coalesce($1::integer, 2147483647)
     union all select kind || ' ' || name, sha256, null from ledger.definitions
     order by all`,
    [asked.lastFileId],
  );
  const inputs = [asked.audience, asked.asOf, content, await hashProgram(), Deno.version];
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
}
