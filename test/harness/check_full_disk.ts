import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { Ending } from "./full_disk.ts";

/** A file system of one's own needs Linux and a kernel that lets users have name spaces. */
export const CAN_MOUNT: boolean = Deno.build.os === "linux" &&
  (await new Deno.Command("unshare", { args: ["-Urm", "true"] }).output().catch(() => null))?.success === true;

/** More room than any verb needs. */
export const ENOUGH = 1e9;

/**
 * Runs verbs on a small disk with the given rooms in bytes, one after the other until one is enough, and holds each to
 * what is promised: where there was too little it exits 1 and says so, all that was there is as it was, and nothing else
 * is there.
 *
 * @returns How each call ended
 * @throws {AssertionError} naming the call that breaks the promise
 */
export async function checkFullDisk(rooms: readonly number[], verbs: readonly string[]): Promise<readonly Ending[]> {
  const disk = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    const { code, stdout, stderr } = await new Deno.Command("unshare", {
      args: [
        ...["-Urm", "sh", "-c", 'mount -t tmpfs -o size=400m tmpfs "$1" && shift && exec "$@"', "sh", disk],
        ...[Deno.execPath(), "run", "-A", "--no-check", "test/harness/full_disk.ts", disk, rooms.join(","), ...verbs],
      ],
    }).output();
    strictEqual(code, 0, new TextDecoder().decode(stderr));
    const endings: Ending[] = JSON.parse(new TextDecoder().decode(stdout));
    deepStrictEqual([...new Set(endings.map(({ verb }) => verb))], verbs);
    for (const { verb, room, code, message, changed } of endings) {
      const place = `${verb} with ${room} bytes: ${message}`;
      const isDone = code === (verb === "report" ? 4 : 0); // A report is of a file that is rejected.
      ok(isDone || room < ENOUGH, place);
      if (isDone) continue;
      strictEqual(code, 1, place);
      match(message, /^Cannot write .* as the disk or its quota is full: .* is unchanged$/, place);
      // An annex that cannot be recorded as published is there all the same, whole.
      deepStrictEqual(changed.filter((path) => verb !== "publish" || !path.startsWith("out/")), [], place);
    }
    return endings;
  } finally {
    await Deno.remove(disk, { recursive: true });
  }
}
