import type { Extract } from "./extract.ts";

/**
 * Every contract in `etl/extracts/`, by name. A file added there is all it takes: nothing else lists the extracts.
 *
 * @throws {Error} when a file's default export is not the contract its name says
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
  const folder = new URL("../extracts/", import.meta.url);
  const files: string[] = [];
  for await (const entry of Deno.readDir(folder)) if (entry.name.endsWith(".ts")) files.push(entry.name);
  return await Promise.all(
    files.sort().map(async (file) => {
      const contract: { default?: Extract } = await import(new URL(file, folder).href);
      if (contract.default === undefined || `${contract.default.name}.ts` !== file) {
        throw new Error(`Cannot use etl/extracts/${file} as its default export must be the extract of that name`);
      }
      return contract.default;
    }),
  );
}
