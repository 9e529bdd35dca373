import { parseClassification } from "../classification.ts";
import { EXIT, UserError } from "../user_error.ts";
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
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot read "${path}" as there is no such file: give the manifest.json beside an annex`,
    );
  });
  return parseManifest(text, path);
}

/** @param place For messages */
export function parseManifest(text: string, place: string): Manifest {
  try {
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.format === "annexa-manifest-1" && /^\d{4}-\d{2}-01$/.test(manifest.month)) {
      parseClassification(manifest.audience);
      // Manifests from before there was commentary, and notebooks in them.
      return { ...manifest, commentary: manifest.commentary ?? null, notebooks: manifest.notebooks ?? [] };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof UserError)) throw error;
  }
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot read "${place}" as a manifest: give the manifest.json that an annex was written with`,
  );
}
