import type { DuckDBConnection } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import type { ArchivedPublication } from "../archive/archive_list.ts";
import { archivedPath } from "../archive/archived_path.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { MANIFEST } from "./manifest.ts";
import { parseManifest } from "./read_manifest.ts";
import { recordPublication } from "./record_publication.ts";

/**
 * Records publications again from the manifests an archive keeps, in the running transaction.
 *
 * @throws {UserError} exit 4, when a manifest is not kept any more
 *
 * @example
 * ```ts
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { restorePublications } from "./restore_publications.ts";
 * using warehouse = await openPrivate(":memory:");
 * await restorePublications(warehouse.connection, "no/archive", []);
 * ```
 */
export async function restorePublications(
  connection: DuckDBConnection,
  archive: string,
  publications: readonly ArchivedPublication[],
): Promise<void> {
  for (const { manifest_sha256, published_at, publication_id } of publications) {
    const path = archivedPath(archive, manifest_sha256, MANIFEST);
    const bytes = await Deno.readFile(path).catch(() => new Uint8Array());
    if (createHash("sha256").update(bytes).digest("hex") !== manifest_sha256) {
      throw new UserError(
        EXIT.inputRejected,
        `Cannot rebuild because publication ${publication_id}'s manifest is not kept in "${path}" any more: put the ` +
          `manifest.json of that annex there and run again`,
      );
    }
    const manifest = parseManifest(new TextDecoder().decode(bytes), path);
    await recordPublication(connection, manifest, bytes, new Date(`${published_at}Z`));
  }
}
