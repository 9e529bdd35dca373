import type { DuckDBConnection } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { archiveBeside } from "../archive/archive_beside.ts";
import { keepFile } from "../archive/keep_file.ts";
import { refreshArchiveList } from "../archive/refresh_list.ts";
import { allExtracts } from "../contract/all_extracts.ts";
import { EXIT, UserError } from "../user_error.ts";
import { inTransaction } from "../warehouse/in_transaction.ts";
import { publish } from "../warehouse/publish.ts";
import { rows } from "../warehouse/rows.ts";
import { MANIFEST, type Manifest } from "./manifest.ts";
import { recordPublication } from "./record_publication.ts";

/** What to record, and where. */
export interface PublishAnnexOptions {
  readonly warehouse: string;
  /** The folder `archive` beside the warehouse when left out. */
  readonly archive?: string;
  readonly manifest: Manifest;
  /** The annex's folder, which holds the manifest. */
  readonly folder: string;
  readonly clock: () => Date;
}

/**
 * Records that an annex leaves the house: its manifest in the archive, and in the ledger what it was made from and every
 * figure it says, so that `restate` can tell which of them a re-issue changes.
 *
 * @returns False when this very annex was the last one recorded for its month and audience
 *
 * @example
 * ```ts ignore
 * await publishAnnex({ warehouse, manifest, folder: "out/2019-07/white", clock: () => new Date() });
 * ```
 */
export async function publishAnnex(options: PublishAnnexOptions): Promise<boolean> {
  const { manifest, warehouse } = options;
  const archive = options.archive ?? archiveBeside(warehouse);
  const path = join(options.folder, MANIFEST);
  const bytes = await Deno.readFile(path);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
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
    await keepFile(archive, { path, name: MANIFEST, sha256, byteSize: bytes.length });
    return true;
  };
  await publish(
    warehouse,
    { clock: options.clock, extracts: allExtracts },
    (connection) => inTransaction(connection, () => record(connection)),
  );
  await refreshArchiveList(archive, warehouse);
  return isNew;
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
    `Cannot publish the annex of ${month.slice(0, 7)} as reports are neither loaded nor explained: ` +
      `${found.missing_reports}; load them, or enter in the register why they were not published`,
  );
}
