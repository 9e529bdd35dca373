import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { atDesk, csr, type Desk } from "./load/fixture.ts";

/** Runs `load` without the rights of root, because root ignores the permissions of files. */
async function load(desk: Desk, file: string) {
  const args = ["run", "-A", "--no-check", "etl/main.ts", "load", file, "--warehouse", desk.warehouse];
  const rights = "-dac_override,-dac_read_search";
  const [program, ...given] = Deno.uid() === 0
    ? ["setpriv", "--bounding-set", rights, "--inh-caps", rights, Deno.execPath(), ...args]
    : [Deno.execPath(), ...args];
  const { code, stderr } = await new Deno.Command(program!, { args: given, stdout: "null" }).output();
  return { code, err: new TextDecoder().decode(stderr) };
}

Deno.test({
  name: "load replaces a read-only lock file of a dead process, and exits 2 when this user may not write in the folder",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    atDesk(async (desk) => {
      const file = await desk.write("july.csv", csr(["2019-07", "AA", "1", "2"]));
      const lock = `${desk.warehouse}.lock`;
      await Deno.writeTextFile(lock, "process 4711, since 2019-08-14T09:00:00\n", { mode: 0o444 });
      {
        using held = await Deno.open(lock);
        await held.lock(true);
        const { code, err } = await load(desk, file);
        strictEqual(code, 3, err);
        match(err, /because process 4711, since 2019-08-14T09:00:00 is writing it/);
      }
      await Deno.chmod(desk.folder, 0o555);
      try {
        const { code, err } = await load(desk, file);
        strictEqual(code, 2, err);
        match(
          err,
          /^Cannot write ".*\.lock" because this user may not: ask for the right to write in ".*", or give another/m,
        );
      } finally {
        await Deno.chmod(desk.folder, 0o755);
      }
      strictEqual((await load(desk, file)).code, 0);
      deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 2"]);
      strictEqual(await Deno.stat(lock).then(() => true, () => false), false);
    }),
});
