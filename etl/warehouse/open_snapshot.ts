import { type Session, setSession } from "../db/session.ts";
import { computeViews } from "./compute_views.ts";
import { closeWith, openPrivate, openReadOnly, type Warehouse } from "../db/open_warehouse.ts";
import { quoteLiteral } from "../db/quote.ts";
import { spillFolder } from "../db/spill_folder.ts";
import { threadsFor } from "../db/threads_for.ts";

/**
 * Opens the published warehouse for many queries. Each view is computed once, from the computed views below it. A
 * connection of {@linkcode openReadOnly} computes all of them again for each query. {@linkcode computeViews} says
 * which views stay as they are.
 *
 * The connection is in memory, cannot reach a file or the network, and cannot write to the warehouse; it keeps seeing the
 * rows of the moment it was opened.
 *
 * @param path The warehouse file
 * @param options As those of {@linkcode openReadOnly}
 * @throws {UserError} as {@linkcode openReadOnly} does
 *
 * @example
 * ```ts
 * import { openSnapshot } from "./open_snapshot.ts";
 * import { rejects } from "node:assert/strict";
 * await rejects(() => openSnapshot("no/such.duckdb"), { exitCode: 2 });
 * ```
 */
export async function openSnapshot(
  path: string,
  options: Session = {},
): Promise<Warehouse> {
  // For its refusals, in its words.
  (await openReadOnly(path, options)).close();
  const snapshot = await openPrivate(":memory:", {
    memoryLimit: "1GB",
    threads: threadsFor((await Deno.stat(path)).size),
    reads: path,
  });
  const { connection } = snapshot;
  using given = new DisposableStack();
  const spill = given.use(spillFolder(path));
  try {
    await connection.run(`set temp_directory = ${quoteLiteral(spill.path)}`);
    await connection.run(`attach ${quoteLiteral(path)} as published (read_only)`);
    await connection.run("set enable_external_access = false");
    await setSession(connection, options);
    await computeViews(connection);
    await connection.run("set lock_configuration = true");
    return closeWith(snapshot, given.move());
  } catch (error) {
    snapshot.close();
    throw error;
  }
}
