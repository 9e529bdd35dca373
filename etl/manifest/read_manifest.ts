import { parseClassification } from "../base/classification.ts";
import { parseDay } from "../cli/day.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import type { Manifest } from "./manifest.ts";

/**
 * Reads a manifest from its file.
 *
 * @throws {UserError} exit 2, when there is none, or the file is something else
 *
 * @example
 * ```ts
 * import { readManifest } from "./read_manifest.ts";
 * import { rejects } from "node:assert/strict";
 * await rejects(() => readManifest("no/such/manifest.json"), { exitCode: 2 });
 * ```
 */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await Deno.readTextFile(path).catch((error) => {
    const isFolder = error instanceof Deno.errors.IsADirectory;
    if (!(isFolder || error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot read "${path}" because ${
        isFolder ? "it is a folder" : "there is no such file"
      }: give the manifest.json ` +
        `${isFolder ? "in it" : "beside an annex"}`,
    );
  });
  return parseManifest(text, path);
}

/**
 * A manifest can come from anywhere: every part that is relied on is looked at.
 *
 * @param place For messages
 *
 * @example
 * ```ts
 * import { parseManifest } from "./read_manifest.ts";
 * import { throws } from "node:assert/strict";
 * throws(() => parseManifest("null", "manifest.json"), { exitCode: 2 });
 * ```
 */
export function parseManifest(text: string, place: string): Manifest {
  try {
    const read: unknown = JSON.parse(text);
    // Manifests from before there was commentary, and notebooks in them.
    const manifest = isRecord(read) ? { commentary: null, notebooks: [], ...read } : read;
    if (isManifest(manifest)) return manifest;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof UserError)) throw error;
  }
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot read "${place}" as a manifest: give the manifest.json that an annex was written with`,
  );
}

/** @throws {UserError} for a class or a day that is none */
function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value) || value.format !== "annexa-manifest-1") return false;
  const { month, audience, as_of, commentary, last_file_id } = value;
  if (!/^\d{4}-\d{2}-01$/.test(parseDay(String(month)))) return false;
  parseClassification(String(audience));
  if (as_of !== null) parseDay(String(as_of));
  return Number.isSafeInteger(last_file_id) && (commentary === null || typeof commentary === "string") &&
    ["title", "program_sha256"].every((name) => typeof value[name] === "string") &&
    areRecords(value.definitions, "kind", "name", "sha256") &&
    areRecords(value.files, "name", "sha256") &&
    areRecords(value.figures, "table") &&
    areRecords(value.outputs, "path", "sha256") && value.outputs.every(isBelow) &&
    areRecords(value.notebooks, "path", "sha256", "source_sha256", "inputs_sha256") && value.notebooks.every(isBelow);
}

/** A path that leads out of the annex's folder is of no output. */
function isBelow({ path }: Readonly<Record<string, unknown>>): boolean {
  return !/^(?:[/\\]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(String(path));
}

function areRecords(value: unknown, ...texts: readonly string[]): value is Record<string, unknown>[] {
  return Array.isArray(value) &&
    value.every((one) => isRecord(one) && texts.every((name) => typeof one[name] === "string"));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
