import { basename } from "node:path";
import type { Extract } from "../contract/extract.ts";

/**
 * Loads every contract in this folder, by name. To add a report, add a file here. No other list needs a change.
 *
 * @throws {Error} when a file's default export is not the contract of that name
 *
 * @example
 * ```ts
 * import { allExtracts } from "./all_extracts.ts";
 * import { ok } from "node:assert/strict";
 * const extracts = await allExtracts();
 * ok(extracts.some((extract) => extract.name === "csr_variance"));
 * ```
 */
export async function allExtracts(): Promise<readonly Extract[]> {
  const folder = new URL("./", import.meta.url);
  const self = basename(import.meta.url);
  const files: string[] = [];
  for await (const { name } of Deno.readDir(folder)) if (name.endsWith(".ts") && name !== self) files.push(name);
  return await Promise.all(
    files.sort().map(async (file) => {
      const contract: { default?: Extract } = await import(new URL(file, folder).href);
      if (contract.default === undefined || `${contract.default.name}.ts` !== file) {
        throw new Error(`Cannot use etl/extracts/${file} because its default export must be the extract of that name`);
      }
      return contract.default;
    }),
  );
}
