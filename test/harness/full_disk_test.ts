import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";

/** A file system of one's own needs Linux and a kernel that lets users have name spaces. */
const canMount = Deno.build.os === "linux" &&
  (await new Deno.Command("unshare", { args: ["-Urm", "true"] }).output().catch(() => null))?.success === true;

Deno.test({
  name:
    "load on a full disk exits 1 wherever the room runs out, leaves the warehouse and no debris, and goes on with room",
  ignore: !canMount,
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "annexa" });
    try {
      const [disk, inbox] = [join(folder, "disk"), join(folder, "inbox")];
      for (const path of [disk, inbox]) await Deno.mkdir(path);
      const { code, stdout, stderr } = await new Deno.Command("unshare", {
        args: [
          ...["-Urm", "sh", "-c", 'mount -t tmpfs -o size=256m tmpfs "$1" && shift && exec "$@"', "sh", disk],
          ...[Deno.execPath(), "run", "-A", "--no-check", "test/harness/full_disk.ts", disk, inbox],
        ],
      }).output();
      strictEqual(code, 0, new TextDecoder().decode(stderr));
      const endings: { code: number; message: string; isSame: boolean; names: string }[] = JSON.parse(
        new TextDecoder().decode(stdout),
      );
      const [last, ...failed] = endings.toReversed();
      deepStrictEqual([last!.code, last!.isSame], [0, false], "with room enough it is loaded");
      ok(failed.length >= 4, "several ended early");
      for (const { code, message, isSame, names } of failed) {
        deepStrictEqual([code, isSame, names], [1, true, "archive ballast warehouse.duckdb"], message);
        match(message, /^Cannot write ".*" as the disk or its quota is full: .*; it is unchanged$/);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
