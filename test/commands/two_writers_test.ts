import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { dirname, join } from "node:path";
import { atDesk, csr, type Desk } from "../load/fixture.ts";

/** Every report of the July 2019 annex but CSR, explained. */
const REGISTER = "Report,Period,Published Date,Reference,Stored At,Reason Not Published\n" +
  "5,2019-07,14/08/2019,,,\n1,2019-06,,,,INC000000439813\n2,2019 Q2,,,,Not built\n3,2019 Q2,,,,Not built\n" +
  "7,2019 Q2,,,,Not built\n" + [4, 6, 8, 9, 13].map((report) => `${report},2019-07,,,,Not built\n`).join("");

async function annexa(desk: Desk, args: readonly string[]) {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "etl/main.ts", ...args, "--warehouse", desk.warehouse],
    stdout: "null",
  }).output();
  return { code, err: new TextDecoder().decode(stderr) };
}

Deno.test("every verb that writes exits 3 naming who is writing the same, and takes over what a dead writer left", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "100", "110"], ["2019-07", "BB", "", "5"]));
    await desk.loadText("register.csv", REGISTER);
    const next = await desk.write("next.csv", csr(["2019-08", "AA", "100", "110"]));
    const out = join(desk.folder, "out");
    const month = ["--month", "2019-07", "--out", out];
    /** What is locked, and the calls that would write it. */
    const cases: [lock: string, args: string[]][] = [
      [`${desk.warehouse}.lock`, ["load", "--rebuild", "--inbox", desk.folder]],
      [`${desk.warehouse}.lock`, ["annex", ...month, "--publish", "--no-notebooks"]],
      [`${desk.warehouse}.lock`, ["load", next]],
      [join(out, ".parquet.lock"), ["export", "--to", join(out, "parquet")]],
      [join(out, "workbench/.white.lock"), ["workbench", "--out", out]],
      [join(out, ".answer.csv.part"), ["sql", "select 1", "--out", join(out, "answer.csv")]],
      [join(out, ".evidence.xlsx.part"), [
        ...["trace", "csr_variance_summary", "--month", "2019-07", "--report", join(out, "evidence.xlsx")],
      ]],
      [join(out, ".draft.md.part"), ["draft", "--month", "2019-07", "--out", join(out, "draft.md")]],
    ];
    for (const [path, args] of cases) {
      await Deno.mkdir(dirname(path), { recursive: true });
      {
        using lock = await Deno.open(path, { create: true, write: true });
        await lock.lock(true);
        await lock.write(new TextEncoder().encode("process 4711, since 2019-08-14T09:00:00\n"));
        const before = await desk.hash();
        const { code, err } = await annexa(desk, args);
        strictEqual(code, 3, `${args.join(" ")}: ${err}`);
        match(
          err,
          /^Cannot write ".*" because (process 4711, since 2019-08-14T09:00:00|another process) is writing it: run again when it has ended$/m,
        );
        strictEqual(await desk.hash(), before);
      }
      // The file is there still, with the number of a process that may be another one by now: nobody holds its lock.
      deepStrictEqual((await annexa(desk, args)).code, 0, args.join(" "));
      strictEqual(await Deno.stat(path).then(() => true, () => false), false, "and it is cleared");
    }
  }));
