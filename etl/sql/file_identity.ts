/**
 * What tells one published warehouse file from the next under the same name: device, inode, size and time of change.
 *
 * @example
 * ```ts
 * import { fileIdentity } from "./file_identity.ts";
 * import { notStrictEqual, strictEqual } from "node:assert/strict";
 * const path = await Deno.makeTempFile();
 * const before = await fileIdentity(path);
 * strictEqual(await fileIdentity(path), before);
 * await Deno.writeTextFile(path, "changed");
 * notStrictEqual(await fileIdentity(path), before);
 * await Deno.remove(path);
 * ```
 */
export async function fileIdentity(path: string): Promise<string> {
  const { dev, ino, size, mtime } = await Deno.stat(path);
  return [dev, ino, size, mtime?.getTime()].join(":");
}
