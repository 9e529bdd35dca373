import { createHash } from "node:crypto";
import { join } from "node:path";
import { listFiles } from "../files/list_files.ts";
import { PROJECT } from "./definitions.ts";

/**
 * The hash of everything that turns figures into bytes: the program's text, the compiled scanner of large sheets, and the
 * versions of the libraries it uses.
 *
 * @param project The project's folder; another one in tests
 * @returns SHA-256 in hexadecimal
 *
 * @example
 * ```ts
 * import { hashProgram } from "./hash_program.ts";
 * import { match } from "node:assert/strict";
 * match(await hashProgram(), /^[0-9a-f]{64}$/);
 * ```
 */
export async function hashProgram(project: string = PROJECT): Promise<string> {
  const hash = createHash("sha256");
  for (const path of await listFiles(join(project, "etl"))) {
    if (!/\.(ts|json|wasm)$/.test(path)) continue;
    const bytes = await Deno.readFile(join(project, "etl", path));
    hash.update(`${path}\n${createHash("sha256").update(bytes).digest("hex")}\n`);
  }
  // The imports are pinned; the lock file gains entries without any of them changing.
  const { imports } = JSON.parse(await Deno.readTextFile(join(project, "deno.json")));
  hash.update(JSON.stringify(imports));
  return hash.digest("hex");
}
