import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { writeAnnex } from "../annex/write_annex.ts";
import { commentDocuments } from "../commentary/comment_documents.ts";
import { runNotebooks } from "../notebook/run_notebooks.ts";
import { buildDocuments } from "../annex/paper/build_documents.ts";
import { removeIfThere } from "../files/remove_if_there.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { openSnapshot } from "../warehouse/open_snapshot.ts";
import { rows } from "../db/rows.ts";
import { onExit } from "../files/on_exit.ts";
import { compareRecords } from "./compare_records.ts";
import { buildDatedAnnex } from "./build_dated_annex.ts";
import { hashFile } from "../files/hash_file.ts";
import { hashNotebooks } from "./hash_notebooks.ts";
import type { HashedFile } from "../files/hash_file.ts";
import { type HashedNotebook, MANIFEST, type Manifest } from "./manifest.ts";
import { readManifest } from "./read_manifest.ts";
import { writeManifest } from "./write_manifest.ts";

/** How an annex compares with what its manifest says. */
export interface Verification {
  readonly manifest: Manifest;
  /** Each output that is not as the manifest says, and how; none when all are equal. */
  readonly differences: readonly { readonly path: string; readonly what: string }[];
  /** What has changed since, in words: why the rebuilt annex may differ. */
  readonly changes: readonly string[];
  /** When this very manifest was recorded as published; null where it was not. */
  readonly publishedAt: string | null;
}

/** How long a cell may take when notebooks are executed again. */
const CELL_TIMEOUT_MS = 120_000;

/**
 * Makes an annex again, from the files its manifest names as they were known then, and compares it byte for byte: with the
 * manifest, and with the files that still stand beside it. What else the manifest says, its figures and the files they are
 * made from, is held to what comes out, too.
 *
 * @param path The manifest
 * @param isWithNotebooks Execute its notebooks again, too; else they are only held to the hashes of what stands beside it
 * @throws {UserError} exit 2, when there is no manifest or no warehouse, or another one
 *
 * @example
 * ```ts ignore
 * const { differences } = await verifyManifest("out/2019-07/white/manifest.json", "data/warehouse.duckdb");
 * ```
 */
export async function verifyManifest(
  path: string,
  warehousePath: string,
  isWithNotebooks = true,
): Promise<Verification> {
  const manifest = await readManifest(path);
  const { month, audience, as_of, last_file_id } = manifest;
  const folder = Deno.makeTempDirSync({ prefix: "annexa" });
  using _ending = onExit(() => removeIfThere(folder));
  try {
    using warehouse = await openSnapshot(warehousePath, {
      asOf: as_of,
      lastFileId: last_file_id,
      audience,
    });
    const { connection } = warehouse;
    await refuseOtherWarehouse(connection, manifest, path, warehousePath);
    const { set } = await buildDatedAnnex(connection, month, audience, as_of);
    const { commentary } = manifest;
    const file = commentary === null ? null : { place: `the commentary in ${path}`, text: commentary };
    const subject = { ...set, showValues: false };
    const commented = await commentDocuments(connection, subject, await buildDocuments(connection, set), file);
    const files = await writeAnnex(set, folder, commented.documents);
    const rebuilt = await writeManifest(connection, set, folder, files, [], as_of, commented.commentary);
    const executed = isWithNotebooks ? await executeAgain(manifest, warehousePath, folder) : manifest.notebooks;
    return {
      manifest,
      differences: [
        ...compare(manifest.outputs, rebuilt.outputs),
        ...compare(manifest.notebooks, executed),
        ...compareRecords(manifest, rebuilt),
        ...await compareBeside(path, [...manifest.outputs, ...manifest.notebooks]),
      ],
      changes: changesBetween(manifest, { ...rebuilt, notebooks: executed }),
      publishedAt: await readPublishedAt(connection, path),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** @throws {UserError} exit 2, for a warehouse that holds none of the manifest's files */
async function refuseOtherWarehouse(
  connection: DuckDBConnection,
  { files }: Manifest,
  path: string,
  warehouse: string,
): Promise<void> {
  const held = new Set(
    (await rows(connection, "select file_sha256 from ledger.files")).map((file) => file.file_sha256),
  );
  if (files.length === 0 || files.some(({ sha256 }) => held.has(sha256))) return;
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot verify "${path}" because "${warehouse}" holds none of the files it names: give the warehouse it was made from ` +
      "with --warehouse",
  );
}

async function readPublishedAt(connection: DuckDBConnection, path: string): Promise<string | null> {
  const sha256 = createHash("sha256").update(await Deno.readFile(path)).digest("hex");
  const [found] = await rows(
    connection,
    "select min(published_at) as published_at from ledger.publications where manifest_sha256 = $1",
    [sha256],
  );
  return (found?.published_at ?? null) as string | null;
}

/** The copies say what they were made from: made again, they say the same. */
async function executeAgain(manifest: Manifest, warehouse: string, folder: string): Promise<HashedNotebook[]> {
  const copies = manifest.notebooks.filter(({ path }) => path.endsWith(".ipynb"));
  const again: HashedNotebook[] = [];
  for (const { path, inputs_sha256 } of copies) {
    try {
      const executed = await runNotebooks({
        names: [basename(path)],
        month: manifest.month,
        audience: manifest.audience,
        asOf: manifest.as_of,
        lastFileId: manifest.last_file_id,
        inputs: inputs_sha256,
        warehouse,
        out: folder,
        cellTimeoutMs: CELL_TIMEOUT_MS,
        isHtml: manifest.notebooks.some((one) => one.path === path.replace(/\.ipynb$/, ".html")),
      });
      again.push(...await hashNotebooks(join(folder, manifest.month.slice(0, 7), manifest.audience), executed));
    } catch (error) {
      if (!(error instanceof UserError)) throw error; // It is gone, or fails: not made any more.
      console.error(error.message);
    }
  }
  return again;
}

function compare(published: readonly HashedFile[], rebuilt: readonly HashedFile[]): { path: string; what: string }[] {
  const again = new Map(rebuilt.map((output) => [output.path, output.sha256]));
  const differences: { path: string; what: string }[] = [];
  for (const { path, sha256 } of published) {
    if (!again.has(path)) differences.push({ path, what: "is not made any more" });
    else if (again.get(path) !== sha256) differences.push({ path, what: "is made otherwise" });
    again.delete(path);
  }
  return [...differences, ...[...again.keys()].map((path) => ({ path, what: "was not made then" }))];
}

/** A manifest can be far from its outputs, in an archive: only what is there is compared. */
async function compareBeside(path: string, outputs: readonly HashedFile[]): Promise<{ path: string; what: string }[]> {
  const differences: { path: string; what: string }[] = [];
  const found = await Promise.all(outputs.map((output) => hashFile(dirname(path), output.path)));
  if (found.every((one) => one === null)) return [];
  for (const [index, { path, sha256 }] of outputs.entries()) {
    if (found[index] === null) differences.push({ path, what: `is not beside ${MANIFEST} any more` });
    else if (found[index]!.sha256 !== sha256) differences.push({ path, what: `was changed since, beside ${MANIFEST}` });
  }
  return differences;
}

function changesBetween(then: Manifest, now: Manifest): string[] {
  const changes: string[] = [];
  const names = (one: Manifest) =>
    new Map(one.definitions.map(({ kind, name, sha256 }) => [`${kind} ${name}`, sha256]));
  const [before, after] = [names(then), names(now)];
  for (const [name, sha256] of before) {
    if (!after.has(name)) changes.push(`${name} is gone`);
    else if (after.get(name) !== sha256) changes.push(`${name} was changed`);
  }
  for (const name of after.keys()) if (!before.has(name)) changes.push(`${name} is new`);
  const sources = new Map(now.notebooks.map((notebook) => [notebook.path, notebook.source_sha256]));
  for (const { path, source_sha256 } of then.notebooks) {
    const source = sources.get(path);
    if (path.endsWith(".ipynb") && source !== undefined && source !== source_sha256) {
      changes.push(`the notebook ${basename(path)} was changed`);
    }
  }
  if (then.program_sha256 !== now.program_sha256) changes.push("the program was changed");
  return changes;
}
