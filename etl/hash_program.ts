import { createHash } from "node:crypto";
import { join } from "node:path";
import { listFiles } from "./list_files.ts";
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
  for (const path of await listFiles(join(PROJECT, "etl"))) {
    if (!/\.(ts|json)$/.test(path)) continue;
    const text = await Deno.readTextFile(join(PROJECT, "etl", path));
    hash.update(`${path}\n${createHash("sha256").update(text).digest("hex")}\n`);
  }
  // The imports are pinned; the lock file gains entries without any of them changing.
  const { imports } = JSON.parse(await Deno.readTextFile(join(PROJECT, "deno.json")));
  hash.update(JSON.stringify(imports));
  return hash.digest("hex");
}
