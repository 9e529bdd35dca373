import { join, resolve } from "node:path";
import { PROJECT } from "../warehouse/definitions.ts";

/** An import, static or dynamic, whose module stands there as text. */
const IMPORT = /\bimport\b\s*(?:[\w$*{}\s,]+?\s*\bfrom\s*)?\(?\s*(["'`])(?<from>.*?)\1/g;
const API = join(PROJECT, "etl/notebook/notebook_api.ts");

/**
 * What code imports beside the notebook API, in its order: modules of which nobody can tell what they read.
 *
 * @param folder The notebook's, which relative imports start from
 *
 * @example
 * ```ts
 * import { foreignImports } from "./foreign_imports.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const code = `import { rows } from "../etl/notebook/notebook_api.ts";
 * const csv = await import("npm:csv-parse");`;
 * deepStrictEqual(foreignImports(code, "notebooks"), ["npm:csv-parse"]);
 * ```
 */
export function foreignImports(code: string, folder: string): string[] {
  return [...code.matchAll(IMPORT)].map((match) => match.groups!.from!)
    .filter((from) => resolve(folder, from) !== resolve(API));
}
