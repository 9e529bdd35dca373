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
 * @param onEnding Called after each call that keeps the promise
 * @returns How each call ended
 * @throws {AssertionError} naming the first call that breaks the promise
 */
export async function checkFullDisk(
  rooms: readonly number[],
  verbs: readonly string[],
  onEnding: (ending: Ending) => void = () => {},
): Promise<readonly Ending[]> {
  const disk = await Deno.makeTempDir({ prefix: "annexa" });
  const harness = new Deno.Command("unshare", {
    args: [
      ...["-Urm", "sh", "-c", 'mount -t tmpfs -o size=400m tmpfs "$1" && shift && exec "$@"', "sh", disk],
      ...[Deno.execPath(), "run", "-A", "--no-check", "test/harness/full_disk.ts", disk, rooms.join(","), ...verbs],
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const endings: Ending[] = [];
  try {
    let unread = "";
    for await (const text of harness.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (unread + text).split("\n");
      unread = lines.pop()!;
      for (const line of lines) {
        const ending: Ending = JSON.parse(line);
        check(ending);
        endings.push(ending);
        onEnding(ending);
      }
    }
    strictEqual((await harness.status).code, 0);
    deepStrictEqual([...new Set(endings.map(({ verb }) => verb))], verbs);
    return endings;
  } finally {
    try {
      harness.kill("SIGKILL"); // Where a promise was broken before its end.
    } catch {
      // It has ended.
    }
    await harness.status;
    await Deno.remove(disk, { recursive: true });
  }
}

function check({ verb, room, code, message, changed }: Ending): void {
  const place = `${verb} with ${room} bytes: ${message}`;
  const isDone = code === (verb === "report" ? 4 : 0); // A report is of a file that is rejected.
  ok(isDone || room < ENOUGH, place);
  if (isDone) return;
  strictEqual(code, 1, place);
  match(message, /^Cannot write .* because the disk or its quota is full: .* is unchanged$/, place);
  deepStrictEqual(changed, [], place);
}
