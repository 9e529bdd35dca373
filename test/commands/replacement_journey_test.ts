import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { withdrawLoads } from "../../etl/load/withdraw_loads.ts";
import { atDesk, csr } from "../load/fixture.ts";

/** Every report of the July 2019 annex but CSR, explained. */
const REGISTER = "Report,Period,Published Date,Reference,Stored At,Reason Not Published\n" +
  "5,2019-07,14/08/2019,,,\n1,2019-06,,,,INC000000439813\n2,2019 Q2,,,,Not built\n3,2019 Q2,,,,Not built\n" +
  "7,2019 Q2,,,,Not built\n" + [4, 6, 8, 9, 13].map((report) => `${report},2019-07,,,,Not built\n`).join("");

/** Month 2 is February 2019. Four Users, each with a forecast of 100: together they send 400 × the month + 10. */
const month = (number: number) =>
  ["AA", "BB", "CC", "DD"].map((user, index) =>
    [`2019-0${number}`, user, "100", String(100 * number + index + 1)] as [string, string, string, string]
  );

Deno.test("six months with a late report, a re-issue, an old tab, a straggler and a withdrawal give the figures of a calculation by hand", () =>
  atDesk(async (desk) => {
    const annexa = async (...args: string[]) => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "etl/main.ts", ...args, "--warehouse", desk.warehouse],
      }).output();
      return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
    };
    const volumes = async (asOf?: string) =>
      (await desk.query("select actual_volume from csr_variance_summary order by reporting_month", asOf))
        .map(({ actual_volume }) => actual_volume);
    const load = (name: string, rows: readonly [string, string, string, string][], options = {}) =>
      desk.loadText(name, csr(...rows), options);

    for (const number of [2, 3, 4, 6]) await load(`csr 2019-0${number}.csv`, month(number)); // 1 to 4 August
    await load("csr 2019-07.csv", month(7)); // 5 August
    await load("csr 2019-05, late.csv", month(5)); // 6 August
    await desk.loadText("register.csv", REGISTER); // 7 August
    deepStrictEqual(await volumes(), [810, 1210, 1610, 2010, 2410, 2810]);
    const out = join(desk.folder, "out");
    const published = await annexa("annex", "--month", "2019-07", "--no-notebooks", "--publish", "--out", out);
    strictEqual(published.code, 0, published.err);

    // 8 August: DD sent nothing in June after all. 2410 - 604 = 1806.
    strictEqual((await load("csr 2019-06 re-issue.csv", month(6).slice(0, 3))).status, "superseded");
    // 9 August: the old June tab would bring DD back.
    const old = await load("csr 2019-08, old tab.csv", [...month(8), ...month(6)]);
    strictEqual(old.status, "rejected");
    match(
      old.messages[0]!,
      /"csr 2019-06 re-issue\.csv" is a re-issue for csr_variance 2019-06 .*\(1 row added, 0 gone/,
    );
    deepStrictEqual(await volumes(), [810, 1210, 1610, 2010, 1806, 2810]);
    // 10 and 11 August: a late row of July, 2810 + 50, and August, 3210.
    const straggler = [...month(8), ["2019-07", "EE", "0", "50"] as [string, string, string, string]];
    strictEqual((await load("csr 2019-08.csv", straggler)).status, "rejected");
    deepStrictEqual(await volumes(), [810, 1210, 1610, 2010, 1806, 2810]);

    const dry = await annexa("load", join(desk.folder, "csr 2019-08.csv"), "--reissue", "--dry-run");
    strictEqual(dry.code, 0, dry.err);
    match(
      dry.out,
      /joins csr_variance 2019-07 of "csr 2019-07\.csv": 1 row added, 0 gone, 0 changed; 4 rows before, 5 after/,
    );
    match(dry.out, /Actual Volume 2,810 before, 2,860 after/);
    match(dry.out, /would restate .*annex_csr_variance \[2019-07-01\] actual_volume: 2810 -> 2860/);
    strictEqual((await load("csr 2019-08.csv", straggler, { reissue: true })).status, "loaded");
    deepStrictEqual(await volumes(), [810, 1210, 1610, 2010, 1806, 2860, 3210]);

    const restated = async () => (await annexa("restate")).out;
    match(await restated(), /annex_csr_variance \[2019-07-01\] actual_volume: 2810 -> 2860\n/);
    // 12 August: the file is withdrawn, and everything that was published of July stands again.
    const withdraw = (what: string, undo: boolean, day: number) =>
      withdrawLoads({
        ...{ warehouse: desk.warehouse, what, why: "EE is no User of ours", undo },
        clock: () => new Date(`2019-08-${day}T09:00:00Z`),
      });
    await withdraw("csr 2019-08.csv", false, 12);
    deepStrictEqual(await volumes(), [810, 1210, 1610, 2010, 1806, 2810]);
    strictEqual((await restated()).includes("[2019-07-01] actual_volume"), false);
    await withdraw("csr 2019-08.csv", true, 13);
    await withdraw("csr 2019-05, late.csv", false, 14);
    const last = await restated();
    match(
      last,
      /July 2019: CSRs sent was given as 2,810 and is 2,860, after "csr 2019-08\.csv" and the withdrawal of "csr 2019-08\.csv" and putting back "csr 2019-08\.csv"\.\n/,
    );
    match(last, /May 2019: .*, after the withdrawal of "csr 2019-05, late\.csv"\.\n/);

    deepStrictEqual(await volumes("2019-08-05"), [810, 1210, 1610, 2410, 2810]);
    deepStrictEqual(await volumes("2019-08-07"), [810, 1210, 1610, 2010, 2410, 2810]);
    deepStrictEqual(await volumes("2019-08-11"), [810, 1210, 1610, 2010, 1806, 2860, 3210]);
    deepStrictEqual(await volumes("2019-08-12"), [810, 1210, 1610, 2010, 1806, 2810]);
    const status = await annexa("status", "--json");
    deepStrictEqual(JSON.parse(status.out).losses, [{
      ...{ extract: "csr_variance", period: "2019-06-01", file: "csr 2019-06 re-issue.csv" },
      ...{ rows_gone: 1, rows_before: 4 },
    }]);
    const verified = await annexa("annex", "--verify", join(out, "2019-07/white/manifest.json"));
    strictEqual(verified.code, 0, verified.out + verified.err);
  }));
