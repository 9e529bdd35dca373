import { createHash } from "node:crypto";
import { join } from "node:path";
import { PROJECT } from "./warehouse/definitions.ts";

/**
 * The hash of everything that turns figures into bytes: the program's text and the versions of the libraries it uses.
 *
 * @returns SHA-256 in hexadecimal
 *
 * @example
 * ```ts
 * import { hashProgram } from "./hash_program.ts";
 * import { match } from "node:assert/strict";
 * match(await hashProgram(), /^[0-9a-f]{64}$/);
 * ```
 */
export async function hashProgram(): Promise<string> {
  const hash = createHash("sha256");
  for (const path of await filesBelow("etl")) {
    const text = await Deno.readTextFile(join(PROJECT, path));
    hash.update(`${path}\n${createHash("sha256").update(text).digest("hex")}\n`);
  }
  // The imports are pinned; the lock file gains entries without any of them changing.
  const { imports } = JSON.parse(await Deno.readTextFile(join(PROJECT, "deno.json")));
  hash.update(JSON.stringify(imports));
  return hash.digest("hex");
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(PROJECT, folder)));
  const found: string[] = [];
  for (const { name, isDirectory } of entries.sort((left, right) => left.name < right.name ? -1 : 1)) {
    if (isDirectory) found.push(...await filesBelow(`${folder}/${name}`));
    else if (/\.(ts|json)$/.test(name)) found.push(`${folder}/${name}`);
  }
  return found;
}
