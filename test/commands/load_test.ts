import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { atDesk, csr, type Desk } from "../load/fixture.ts";

const JULY = csr(["2019-07", "AA", "100", "110"], ["2019-07", "BB", "", "5"]);

/** Runs `load` as a user does. */
async function load(desk: Desk, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "etl/main.ts", "load", "--warehouse", desk.warehouse, ...args],
  }).output();
  // How far it has got is said after a second, which a busy machine needs for the smallest file.
  const err = new TextDecoder().decode(stderr).replaceAll(/^Reading \d+ of \d+: .*\n/gm, "");
  return { code, out: new TextDecoder().decode(stdout), err };
}

/** Makes the desk's inbox with these files. */
async function inbox(desk: Desk, files: Readonly<Record<string, string>>): Promise<string> {
  await Deno.mkdir(join(desk.folder, "inbox"), { recursive: true });
  for (const [name, text] of Object.entries(files)) await desk.write(`inbox/${name}`, text);
  return join(desk.folder, "inbox");
}

Deno.test("load prints a line a file of the inbox, and again that nothing changed", () =>
  atDesk(async (desk) => {
    const folder = await inbox(desk, {
      "july.csv": JULY,
      "june.csv": csr(["2019-06", "AA", "1", "1"]),
      "~$july.csv": "",
    });
    deepStrictEqual(await load(desk, "--inbox", folder), {
      code: 0,
      out: "loaded      july.csv: csr_variance 2019-07, 2 rows\nloaded      june.csv: csr_variance 2019-06, 1 row\n",
      err: 'Skipped "~$july.csv": a lock file, the workbook is open in Excel\n',
    });
    const before = await desk.hash();
    const again = await load(desk, "--inbox", folder);
    strictEqual(again.code, 0);
    strictEqual(again.out, "unchanged   july.csv: loaded before\nunchanged   june.csv: loaded before\n");
    strictEqual(await desk.hash(), before);
  }));

Deno.test("load exits 4 when a file is rejected, names its cells, and loads the others", () =>
  atDesk(async (desk) => {
    const folder = await inbox(desk, { "a.csv": csr(["2019-06", "AA", "x", "n/a"]), "july.csv": JULY });
    const { code, out, err } = await load(desk, "--inbox", folder);
    strictEqual(code, 4);
    strictEqual(
      out,
      "rejected    a.csv: 2 problems at a!D2, a!E2\nloaded      july.csv: csr_variance 2019-07, 2 rows\n",
    );
    match(
      err,
      /Cannot load "a\.csv" because a!E2 \(Actual Volume\) must be a whole number of requests: current value is "n\/a"/,
    );
    strictEqual((await desk.csr()).length, 2);
  }));

Deno.test("load says how a file replaces another and what went into quarantine", () =>
  atDesk(async (desk) => {
    await load(desk, await desk.write("july.csv", JULY));
    const text = csr(["2019-07", "AA", "1", "1"], ["2019-07", "BB", "1", "one"]);
    const { code, out } = await load(desk, await desk.write("new.csv", text), "--quarantine", "--reissue");
    strictEqual(code, 0);
    strictEqual(
      out,
      'superseded  new.csv: csr_variance 2019-07, 1 row; replaces "july.csv"; 1 row in quarantine\n' +
        '            replaces csr_variance 2019-07 of "july.csv": 0 rows added, 1 gone, 1 changed; 2 rows before, 1 after; ' +
        "Forecast Volume withheld: Amber, of fewer than 3 rows; Actual Volume withheld: Amber, of fewer than 3 rows\n",
    );
    deepStrictEqual(await desk.query("select is_reissue from ledger.files order by file_id"), [
      { is_reissue: false },
      { is_reissue: true },
    ]);
  }));

Deno.test("load --json prints what became of each file, without the values it withholds", () =>
  atDesk(async (desk) => {
    const bad = await desk.write("bad.csv", csr(["2019-06", "AA", "", "31415.9"]));
    const { code, out, err } = await load(desk, bad, "--json");
    strictEqual(code, 4);
    const [file] = JSON.parse(out).files;
    deepStrictEqual([file.name, file.status, file.problems[0].cell], ["bad.csv", "rejected", "E2"]);
    ok(!out.includes("31415") && !err.includes("31415"));
    const shown = await load(desk, bad, "--json", "--show-values");
    strictEqual(JSON.parse(shown.out).files[0].problems[0].value, "31415.9");
  }));

Deno.test("load prints one line for a file whose name would break it or steer the terminal", () =>
  atDesk(async (desk) => {
    const folder = await inbox(desk, { "a\nloaded  b\u001b[2J.csv": JULY });
    const { out } = await load(desk, "--inbox", folder);
    strictEqual(out, "loaded      a loaded  b [2J.csv: csr_variance 2019-07, 2 rows\n");
  }));

Deno.test("load exits 0 on an empty inbox, saying so", () =>
  atDesk(async (desk) => {
    const folder = await inbox(desk, {});
    deepStrictEqual(await load(desk, "--inbox", folder), {
      code: 0,
      out: "",
      err: `Nothing to load: no spreadsheet in "${folder}"\n`,
    });
  }));

Deno.test("load exits 2 on a missing inbox, a missing file and a folder, and loads nothing", () =>
  atDesk(async (desk) => {
    const before = await desk.hash();
    const july = await desk.write("july.csv", JULY);
    for (
      const [args, message] of [
        [["--inbox", `${desk.folder}/none`], /^Cannot read inbox .*: create it/],
        [[july, `${desk.folder}/none.csv`], /^Cannot load ".*none\.csv" because there is no such file: /],
        [[july, desk.folder], /^Cannot load ".*" because it is a folder: give it with --inbox\n$/],
      ] as [string[], RegExp][]
    ) {
      const { code, out, err } = await load(desk, ...args);
      deepStrictEqual([code, out], [2, ""]);
      match(err, message);
    }
    strictEqual(await desk.hash(), before);
  }));

Deno.test("load refuses a link that leads out of the inbox, and loads the rest", () =>
  atDesk(async (desk) => {
    const folder = await inbox(desk, { "july.csv": JULY });
    await desk.write("outside.csv", csr(["2019-06", "AA", "1", "1"]));
    await Deno.symlink("../outside.csv", join(folder, "link.csv"));
    const { code, out } = await load(desk, "--inbox", folder);
    strictEqual(code, 4);
    match(out, /^rejected +link\.csv: Cannot load "link\.csv" because the link leads out of the inbox/);
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 100 110", "2019-07-01 BB - 5"]);
  }));

Deno.test("load exits 3 while another process writes, naming it, and loads when it has ended", () =>
  atDesk(async (desk) => {
    const file = await desk.write("july.csv", JULY);
    {
      using lock = await Deno.open(`${desk.warehouse}.lock`, { create: true, write: true });
      await lock.lock(true);
      await lock.write(new TextEncoder().encode(`process ${Deno.pid}, since 2019-08-14T09:00:00\n`));
      const { code, err } = await load(desk, file);
      strictEqual(code, 3);
      match(err, new RegExp(`^Cannot write ".*" because process ${Deno.pid}, since 2019-08-14T09:00:00 is writing it`));
    }
    strictEqual((await load(desk, file)).code, 0);
    await Deno.stat(`${desk.warehouse}.lock`).then(() => ok(false, "the lock stays"), () => {});
  }));

Deno.test("load runs neither the contracts' nor the workbooks' library when every file is unchanged", () =>
  atDesk(async (desk) => {
    const { imports } = JSON.parse(await Deno.readTextFile("deno.json"));
    const trap = "data:text/javascript,throw new Error('a library is running')";
    const config = await desk.write("deno.json", JSON.stringify({ imports: { ...imports, zod: trap } }));
    const loadTrapped = async (file: string) =>
      await new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "-A", "--no-check", "--no-lock", "--config", config],
          ...["etl/main.ts", "load", "--warehouse", desk.warehouse, file],
        ],
      }).output();
    const july = await desk.write("july.csv", JULY);
    strictEqual((await loadTrapped(july)).success, false, "the trap works");
    await load(desk, july);
    deepStrictEqual(
      new TextDecoder().decode((await loadTrapped(july)).stdout),
      "unchanged   july.csv: loaded before\n",
    );
  }));
