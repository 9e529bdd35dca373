import { join, relative } from "node:path";
import { type AnnexFiles, annexFiles } from "../annex/annex_files.ts";
import { replaceAnnex } from "../annex/replace_annex.ts";
import { archiveBeside } from "../archive/archive_beside.ts";
import { refreshArchiveList } from "../archive/refresh_list.ts";
import { formatCheck } from "../check/format_check.ts";
import type { CheckResult } from "../check/run_checks.ts";
import type { Classification } from "../base/classification.ts";
import { commentDocuments } from "../commentary/comment_documents.ts";
import { givenCommentary } from "../commentary/given_commentary.ts";
import { buildDatedAnnex } from "../manifest/build_dated_annex.ts";
import { hashNotebooks } from "../manifest/hash_notebooks.ts";
import { MANIFEST } from "../manifest/manifest.ts";
import { publishAnnex, refuseIncomplete } from "../manifest/publish_annex.ts";
import { writeManifest } from "../manifest/write_manifest.ts";
import { notebookProgress } from "../notebook/notebook_progress.ts";
import { runNotebooks } from "../notebook/run_notebooks.ts";
import { buildDocuments } from "../annex/paper/build_documents.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import type { Warehouse } from "../db/open_warehouse.ts";

/** How long a cell may take; `notebook --timeout` gives one more. */
const CELL_TIMEOUT_MS = 120_000;

/** Which annex to make, and of what. */
export interface AnnexOrder {
  /** The first of the annex month, `yyyy-mm-dd`. */
  readonly month: string;
  readonly audience: Classification;
  /** As it was known at the end of that day, `yyyy-mm-dd`, which the connection must answer for; null: as known now. */
  readonly asOf: string | null;
  /** The newest file it may know of, see {@linkcode newestFile}. */
  readonly lastFileId: number;
  /** The file the snapshot is of. */
  readonly warehouse: string;
  /** Where kept extracts are; beside the warehouse when left out. */
  readonly archive?: string;
  /** Outputs go to `<out>/<month>/<audience>/`. */
  readonly out: string;
  /** A Markdown file; undefined: that of the month, if there is one. */
  readonly commentary?: string | undefined;
  readonly hasNotebooks: boolean;
  /** Record it as leaving the house. */
  readonly isPublished: boolean;
  /** Amber and Red values in what is said of false claims. */
  readonly showValues: boolean;
  /** The answer on stdout as JSON. */
  readonly isJson: boolean;
}

/**
 * Makes a month's annex, its companions and notebooks for one audience: all of it or nothing.
 *
 * @param snapshot Of the warehouse, for the audience and day and up to the file: it may still be opening, as the notebooks
 * do not need it
 * @returns What to say of it on stdout
 * @throws {UserError} exit 5, for a check or a claim that does not hold; exit 6, for content above the audience; what
 * {@linkcode annexFiles}, {@linkcode replaceAnnex} and {@linkcode runNotebooks} throw
 *
 * @example
 * ```ts ignore
 * const lastFileId = await newestFile("data/warehouse.duckdb", null);
 * using snapshot = await openSnapshot("data/warehouse.duckdb", { audience: "white", lastFileId });
 * const lines = await makeAnnex(snapshot, { month: "2019-07-01", audience: "white", asOf: null, lastFileId, ...rest });
 * ```
 */
export async function makeAnnex(
  snapshot: Warehouse | Promise<Warehouse>,
  order: AnnexOrder,
): Promise<readonly string[]> {
  const { month, audience, asOf, warehouse, out } = order;
  const folder = join(out, month.slice(0, 7), audience);
  const stop = new AbortController();
  const documents = drawDocuments(snapshot, order).catch((error) => {
    stop.abort(); // Without its documents an annex has no notebooks.
    throw error;
  });
  const copies: AnnexFiles = new Map();
  // The kernels are processes of their own: they work while the documents are made.
  const notebooks = order.hasNotebooks
    ? runNotebooks({
      names: [],
      month,
      audience,
      asOf,
      lastFileId: order.lastFileId,
      warehouse,
      out,
      cellTimeoutMs: CELL_TIMEOUT_MS,
      isHtml: true,
      write: (files) => {
        for (const [path, text] of files) copies.set(relative(folder, path).replaceAll("\\", "/"), text);
        return Promise.resolve();
      },
      signal: stop.signal,
      onProgress: notebookProgress(month.slice(0, 7)),
    })
    : Promise.resolve([]);
  // What is wrong with the documents is to be heard, not that the notebooks were stopped for it.
  await Promise.allSettled([documents, notebooks]);
  const [{ set, files, commentary, connection }, executed] = [await documents, await notebooks];
  const written = [...files.keys()].sort();
  const { archive = archiveBeside(warehouse) } = order;
  // Documents, notebooks, manifest and, where it is published, its record: all of them or none.
  await replaceAnnex(folder, new Map([...files, ...copies]), async (incoming, swap) => {
    const hashed = await hashNotebooks(folder, executed, incoming);
    const manifest = await writeManifest(connection, set, incoming, written, hashed, asOf, commentary);
    if (!order.isPublished) return;
    const clock = () => new Date();
    const isNew = await publishAnnex({ warehouse, archive, manifest, folder: incoming, clock, swap });
    console.error(isNew ? "Recorded as published" : "Recorded as published before: nothing has changed");
  });
  if (order.isPublished) await refreshArchiveList(archive, warehouse);
  // A chart with nothing to draw is left out.
  const charts = written.filter((path) => path.endsWith(".svg")).length;
  const counted = `${set.tables.length} tables, ${charts} ${charts === 1 ? "chart" : "charts"}`;
  console.error(`${set.title} (${audience}): ${counted} in ${folder}`);
  if (order.isJson) {
    return [JSON.stringify({ month, audience, folder, files: [...written, MANIFEST].sort() }, null, 2)];
  }
  const shown = written.filter((file) => !file.includes("/")).map((file) => join(folder, file));
  const pages = executed.flatMap(({ outPath, htmlPath }) => htmlPath === null ? [outPath] : [outPath, htmlPath]);
  return [...shown, ...pages].map((path) => relative(Deno.cwd(), path));
}

/** The annex, the paper and the headlines. */
async function drawDocuments(snapshot: Warehouse | Promise<Warehouse>, order: AnnexOrder) {
  const { month, audience, asOf, warehouse } = order;
  const { connection } = await snapshot;
  const { set, failed } = await buildDatedAnnex(connection, month, audience, asOf);
  refuseFalseClaims(failed);
  if (order.isPublished) await refuseIncomplete(connection, month);
  const file = await givenCommentary(order.commentary, warehouse, month);
  const subject = { ...set, showValues: order.showValues };
  const commented = await commentDocuments(connection, subject, await buildDocuments(connection, set), file);
  for (const warning of commented.warnings) console.error(warning);
  const files = await annexFiles(set, commented.documents);
  return { set, files, commentary: commented.commentary, connection };
}

/** A check of error level that fails stops the annex: a figure would not stand. */
function refuseFalseClaims(failed: readonly CheckResult[]): void {
  const errors = failed.filter((check) => check.severity === "error");
  for (const check of failed) if (check.severity === "warning") console.error(formatCheck(check, false));
  if (errors.length > 0) {
    throw new UserError(
      EXIT.claimFalse,
      `Cannot make the annex because a check fails: mend the extract and load it again\n${
        errors.map((check) => formatCheck(check, false)).join("\n")
      }`,
    );
  }
}
