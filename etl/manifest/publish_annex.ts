import type { DuckDBConnection } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { ArchiveTransaction } from "../archive/archive_transaction.ts";
import { readArchived } from "../archive/read_archived.ts";
import { allExtracts } from "../extracts/all_extracts.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { inTransaction } from "../db/in_transaction.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { publishWarehouse } from "../warehouse/publish_warehouse.ts";
import { rows } from "../db/rows.ts";
import { MANIFEST, type Manifest } from "./manifest.ts";
import { recordPublication } from "./record_publication.ts";

/** What to record, and where. */
export interface PublishAnnexOptions {
  readonly warehouse: string;
  readonly archive: string;
  readonly manifest: Manifest;
  /** Where the annex's files stand, the manifest among them. */
  readonly folder: string;
  readonly clock: () => Date;
  /** Puts the annex in its place: called when nothing is left to do but to rename the warehouse. */
  readonly swap?: () => void;
}

/**
 * Records that an annex is published. The archive gets its manifest. The ledger gets its sources and every figure, so
 * that `restate` can tell which figures a re-issue changes. All or nothing. The caller brings the archive's list up to
 * date afterwards.
 *
 * @returns False when this very annex was the last one recorded for its month and audience
 *
 * @example
 * ```ts ignore
 * await publishAnnex({ warehouse, archive, manifest, folder: "out/2019-07/white", clock: () => new Date() });
 * ```
 */
export async function publishAnnex(options: PublishAnnexOptions): Promise<boolean> {
  const { manifest, warehouse, archive } = options;
  const path = join(options.folder, MANIFEST);
  const bytes = await Deno.readFile(path);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const keeping = new ArchiveTransaction(archive, warehouse);
  let isNew = false;
  const record = async (connection: DuckDBConnection) => {
    const [last] = await rows(
      connection,
      `select arg_max(manifest_sha256, publication_id) as sha256 from ledger.publications
       where annex_month = $1::date and audience = $2`,
      [manifest.month, manifest.audience],
    );
    isNew = last?.sha256 !== sha256;
    if (!isNew) return false;
    await recordPublication(connection, manifest, bytes, options.clock());
    await keeping.keep([{ path, name: MANIFEST, sha256, byteSize: bytes.length }]);
    return true;
  };
  try {
    await publishWarehouse(
      warehouse,
      { clock: options.clock, extracts: allExtracts, beforeRename: options.swap ?? (() => {}) },
      (connection) => inTransaction(connection, () => record(connection)),
    );
  } catch (error) {
    await keeping.undo(await recorded(warehouse));
    throw error;
  }
  return isNew;
}

/** The manifests of what the published warehouse counts as published. */
async function recorded(path: string): Promise<Set<string>> {
  using warehouse = await openReadOnly(path);
  const { publications } = await readArchived(warehouse.connection);
  return new Set(publications.map(({ manifest_sha256 }) => manifest_sha256));
}

/**
 * Makes sure that an annex month can be published: every report the SEC asks for in it is loaded or explained.
 *
 * @throws {UserError} exit 5, naming the reports that are not
 *
 * @example
 * ```ts ignore
 * await refuseIncomplete(warehouse.connection, "2019-07-01");
 * ```
 */
export async function refuseIncomplete(connection: DuckDBConnection, month: string): Promise<void> {
  const [found] = await rows(
    connection,
    "select is_complete, missing_reports from month_completeness where annex_month = $1::date",
    [month],
  );
  if (found === undefined || found.is_complete) return;
  throw new UserError(
    EXIT.claimFalse,
    `Cannot publish the annex of ${month.slice(0, 7)} because reports are neither loaded nor explained: ` +
      `${found.missing_reports}; load them, or enter in the register why they were not published`,
  );
}
