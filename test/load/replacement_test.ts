import fc from "fast-check";
import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import type { LoadOutcome } from "../../etl/load/load_outcome.ts";
import { atDesk, csr, nameOf, userIdOf } from "./fixture.ts";

/** A register of reports: number, period, day of publication. */
const register = (...entries: readonly (readonly [string, string, string])[]) =>
  "Report,Period,Published Date,Reference,Stored At,Reason Not Published\n" +
  entries.map((entry) => `${entry.join(",")},,,\n`).join("");

/** Returns of Communications Hubs: Device, day of return, day closed. */
const returns = (...entries: readonly (readonly [string, string, string])[]) =>
  "Device ID,Region,Returned Date,Closed Date,Return Reason,Return Stage,Attribution\n" +
  entries.map(([device, returned, closed]) => `${userIdOf(device)},North,${returned},${closed},,,\n`).join("");

/** A plan's rows: before, after, added, gone, changed. */
const counts = ({ plan = [] }: LoadOutcome) =>
  plan.map((one) => [one.effect, one.rowsBefore, one.rowsAfter, one.rowsAdded, one.rowsGone, one.rowsChanged]);

const FIX =
  "if it is to replace what stands, put re-issue in its name or give --reissue; else take it out of the inbox";

Deno.test("loadFiles() says of a file that replaces another what it adds and changes, and the totals before and after", () =>
  atDesk(async (desk) => {
    await desk.loadText(
      "july.csv",
      csr(["2019-07", "AA", "10", "100"], ["2019-07", "BB", "", "20"], ["2019-07", "CC", "5", "3"]),
    );
    const again = await desk.loadText(
      "july again.csv",
      csr(["2019-07", "AA", "10", "101"], ["2019-07", "BB", "", "20"], ["2019-07", "CC", "6", "3"], [
        "2019-07",
        "DD",
        "1",
        "1",
      ]),
    );
    strictEqual(again.status, "superseded");
    deepStrictEqual(counts(again), [["whole", 3, 4, 1, 0, 2]]);
    deepStrictEqual(again.plan![0]!.totals, [
      { header: "Forecast Volume", before: 15, after: 17, withheld: null },
      { header: "Actual Volume", before: 123, after: 125, withheld: null },
    ]);
  }));

Deno.test("loadFiles() withholds a total above Green of fewer than three rows, unless asked to show it", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "10", "31415"]));
    const text = csr(["2019-07", "AA", "10", "31416"]);
    const hidden = await desk.loadText("july again.csv", text, { dryRun: true });
    deepStrictEqual(hidden.plan![0]!.totals[1], {
      header: "Actual Volume",
      before: null,
      after: null,
      withheld: "Amber, of fewer than 3 rows",
    });
    const shown = await desk.loadText("july again.csv", text, { dryRun: true, showValues: true });
    deepStrictEqual(shown.plan![0]!.totals[1], {
      header: "Actual Volume",
      before: 31415,
      after: 31416,
      withheld: null,
    });
  }));

Deno.test("loadFiles() refuses a file that lacks rows of the one it would replace, unless it is a re-issue", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"], ["2019-07", "BB", "1", "1"]));
    const text = csr(["2019-07", "AA", "1", "2"]);
    const refused = await desk.loadText("july again.csv", text);
    // The User who is gone is not named: User IDs are Amber.
    deepStrictEqual([refused.status, refused.messages], ["rejected", [
      'Cannot load "july again.csv" because it lacks rows of "july.csv" for csr_variance 2019-07 (0 rows added, 1 gone, ' +
      "1 changed; 2 rows before, 1 after; Forecast Volume withheld: Amber, of fewer than 3 rows; " +
      `Actual Volume withheld: Amber, of fewer than 3 rows): ${FIX}`,
    ]]);
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 1", "2019-07-01 BB 1 1"]);
    strictEqual((await desk.loadText("july again.csv", text, { reissue: true })).status, "superseded");
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 2"]);
    deepStrictEqual(await desk.query("select rows_before, rows_gone from ledger.losses"), [
      { rows_before: 2, rows_gone: 1 },
    ]);
    deepStrictEqual(await desk.query("select file_name from period_losses"), [{ file_name: "july again.csv" }]);
    await desk.loadText("july more.csv", csr(["2019-07", "AA", "1", "3"], ["2019-07", "BB", "1", "1"]), {
      reissue: true,
    });
    deepStrictEqual(await desk.query("select file_name from period_losses"), []);
  }));

Deno.test("loadFiles() refuses a re-issue that lacks most rows until the loss is accepted", () =>
  atDesk(async (desk) => {
    const users = ["AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH"];
    await desk.loadText("july.csv", csr(...users.map((user) => ["2019-07", user, "1", "1"] as const)));
    const text = csr(["2019-07", "AA", "1", "1"]);
    const refused = await desk.loadText("july re-issue.csv", text);
    strictEqual(refused.status, "rejected");
    match(
      refused.messages[0]!,
      /^Cannot load "july re-issue\.csv" because it has fewer than half of the rows of "july\.csv" .* 7 gone, .*--accept-loss/,
    );
    strictEqual((await desk.csr()).length, 8);
    strictEqual((await desk.loadText("july re-issue.csv", text, { acceptLoss: true })).status, "superseded");
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 1"]);
  }));

Deno.test("loadFiles() leaves a correction as it is when the next month's file has an old tab", () =>
  atDesk(async (desk) => {
    const old = [["2019-06", "AA", "1", "1"], ["2019-06", "BB", "1", "1"]] as const;
    await desk.loadText("june.csv", csr(...old));
    await desk.loadText("june corrected.csv", csr(["2019-06", "AA", "1", "7"], ["2019-06", "BB", "1", "1"]));
    const july = await desk.loadText("july.csv", csr(...old, ["2019-07", "AA", "1", "2"], ["2019-07", "BB", "1", "2"]));
    strictEqual(july.status, "rejected");
    match(july.messages[0]!, /"june corrected\.csv" is a re-issue for csr_variance 2019-06 .*1 changed/);
    // Also where nothing says that the correction is one.
    await desk.loadText("may.csv", csr(["2019-05", "AA", "1", "1"]));
    await desk.loadText("may again.csv", csr(["2019-05", "AA", "1", "2"]));
    const stale = await desk.loadText("csr 2019-08.csv", csr(["2019-08", "AA", "1", "1"], ["2019-05", "AA", "1", "1"]));
    match(stale.messages[0]!, /because it would change csr_variance 2019-05, and its main period is 2019-08 /);
    deepStrictEqual(await desk.csr(), ["2019-05-01 AA 1 2", "2019-06-01 AA 1 7", "2019-06-01 BB 1 1"]);
  }));

Deno.test("loadFiles() loads a file with an old tab that repeats what stands, and the period stays another file's", () =>
  atDesk(async (desk) => {
    await desk.loadText("june.csv", csr(["2019-06", "AA", "1", "1"], ["2019-06", "BB", "1", "1"]));
    const july = await desk.loadText(
      "csr 2019-07.csv",
      csr(["2019-06", "AA", "1", "1"], ["2019-07", "AA", "1", "2"]),
    );
    deepStrictEqual([july.status, counts(july)], ["loaded", [["repeated", 2, 2, 0, 0, 0], ["first", 0, 1, 1, 0, 0]]]);
    deepStrictEqual(await desk.csr(), ["2019-06-01 AA 1 1", "2019-06-01 BB 1 1", "2019-07-01 AA 1 2"]);
  }));

Deno.test("loadFiles() refuses a late row of another month in a snapshot, and adds it with consent", () =>
  atDesk(async (desk) => {
    await desk.loadText("june.csv", csr(["2019-06", "AA", "1", "1"], ["2019-06", "BB", "1", "1"]));
    const text = csr(["2019-07", "AA", "1", "2"], ["2019-07", "BB", "1", "2"], ["2019-06", "CC", "1", "9"]);
    const refused = await desk.loadText("july.csv", text);
    deepStrictEqual([refused.status, counts(refused)], ["rejected", [["first", 0, 2, 2, 0, 0], [
      "refused",
      2,
      3,
      1,
      0,
      0,
    ]]]);
    const added = await desk.loadText("july.csv", text, { reissue: true });
    deepStrictEqual(counts(added), [["first", 0, 2, 2, 0, 0], ["added", 2, 3, 1, 0, 0]]);
    const all = [
      "2019-06-01 AA 1 1",
      "2019-06-01 BB 1 1",
      "2019-06-01 CC 1 9",
      "2019-07-01 AA 1 2",
      "2019-07-01 BB 1 2",
    ];
    deepStrictEqual(await desk.csr(), all);
    // A re-issue of July that has the late row again adds nothing twice.
    await desk.loadText(
      "july re-issue.csv",
      csr(["2019-07", "AA", "1", "3"], ["2019-07", "BB", "1", "2"], ["2019-06", "CC", "1", "9"]),
    );
    deepStrictEqual(await desk.csr(), all.with(3, "2019-07-01 AA 1 3"));
  }));

Deno.test("loadFiles() merges returns: late rows of another quarter join it, equal rows stay, changes are reported", () =>
  atDesk(async (desk) => {
    await desk.loadText("q1.csv", returns(["D1", "01/02/2021", "15/02/2021"], ["D2", "01/02/2021", "16/02/2021"]));
    const q2 = await desk.loadText(
      "q2.csv",
      returns(
        ["D3", "01/03/2021", "30/03/2021"],
        ["D2", "01/02/2021", "17/02/2021"],
        ["D4", "01/04/2021", "30/04/2021"],
        ["D5", "01/04/2021", "30/04/2021"],
        ["D6", "01/04/2021", "30/04/2021"],
      ),
    );
    deepStrictEqual([q2.status, counts(q2)], ["superseded", [["added", 2, 3, 1, 0, 1], ["first", 0, 3, 3, 0, 0]]]);
    const standing = async () =>
      (await desk.query(
        "select device_id, closed_date from stg_ch_returns where reporting_quarter = '2021-01-01' order by device_id",
      )).map(({ device_id, closed_date }) => `${nameOf(String(device_id))} ${closed_date}`);
    deepStrictEqual(await standing(), ["D1 2021-02-15", "D2 2021-02-17", "D3 2021-03-30"]);
    // An old copy of D2's row would turn the change back.
    const stale = await desk.loadText(
      "q2 more.csv",
      returns(["D7", "01/04/2021", "30/04/2021"], ["D2", "01/02/2021", "16/02/2021"]),
    );
    match(stale.messages[0]!, /because it would turn rows of ch_returns 2021-01 back to how an earlier file had them/);
    // A re-issue of the quarter replaces it whole.
    await desk.loadText(
      "q1 re-issue.csv",
      returns(["D1", "01/02/2021", "15/02/2021"], ["D2", "01/02/2021", "17/02/2021"]),
    );
    deepStrictEqual(await standing(), ["D1 2021-02-15", "D2 2021-02-17"]);
  }));

Deno.test("loadFiles() merges the registers of two meetings, and a quarter's entry with its first month's", () =>
  atDesk(async (desk) => {
    await desk.loadText("august meeting.csv", register(["5", "2019-07", "14/08/2019"], ["6", "2019-07", "16/08/2019"]));
    // The PMR of July is due ten days after the others: the next meeting's register has it, and not them.
    const text = register(["1", "2019-07", "05/09/2019"], ["7", "2019 Q3", ""], ["5", "2019-08", "13/09/2019"]);
    const next = await desk.loadText("september meeting.csv", text);
    deepStrictEqual(counts(next), [["added", 2, 4, 2, 0, 0], ["first", 0, 1, 1, 0, 0]]);
    const entries = await desk.query(
      "select report_number::varchar || ' ' || period as e from stg_report_register order by period, report_number",
    );
    deepStrictEqual(entries.map(({ e }) => e), [
      "1 2019-07-01",
      "5 2019-07-01",
      "6 2019-07-01",
      "7 2019-07-01",
      "5 2019-08-01",
    ]);
  }));

Deno.test("loadFiles() lets a register drop entries when it is a re-issue, and says which", () =>
  atDesk(async (desk) => {
    await desk.loadText("register.csv", register(["5", "2019-07", "14/08/2019"], ["6", "2019-07", "16/08/2019"]));
    const outcome = await desk.loadText("register re-issue.csv", register(["5", "2019-07", "14/08/2019"]));
    deepStrictEqual([counts(outcome), outcome.plan![0]!.keysGone], [[["whole", 2, 1, 0, 1, 0]], ["6 2019-07-01"]]);
  }));

Deno.test("loadFiles() refuses two files of one call that disagree about an event", () =>
  atDesk(async (desk) => {
    const { outcomes } = await desk.load([
      await desk.write("a.csv", returns(["D1", "01/02/2021", "15/02/2021"])),
      await desk.write("b.csv", returns(["D1", "01/02/2021", "16/02/2021"])),
    ]);
    deepStrictEqual(outcomes.map(({ status }) => status), ["loaded", "rejected"]);
    match(
      outcomes[1]!.messages[0]!,
      /because "a\.csv" has other values for ch_returns 2021-01, and nothing says which count/,
    );
  }));

Deno.test("loadFiles() holds a file with an old tab to the month's own file in one call, whatever their order", async () => {
  const june = csr(["2019-06", "AA", "1", "7"]);
  const july = csr(["2019-06", "AA", "1", "1"], ["2019-07", "AA", "1", "1"]);
  for (const order of [["june.csv", "july.csv"], ["july.csv", "june.csv"]]) {
    await atDesk(async (desk) => {
      await desk.write("june.csv", june);
      await desk.write("july.csv", july);
      const { outcomes } = await desk.load(order.map((name) => join(desk.folder, name)));
      deepStrictEqual(outcomes.map(({ name, status }) => `${status} ${name}`).sort(), [
        "loaded june.csv",
        "rejected july.csv",
      ]);
      deepStrictEqual(await desk.csr(), ["2019-06-01 AA 1 7"]);
    });
  }
});

Deno.test("loadFiles() as a dry run says what a load would do, and writes nothing", () =>
  atDesk(async (desk) => {
    const path = await desk.write("july.csv", csr(["2019-07", "AA", "1", "1"]));
    const { warehouse } = desk;
    await Deno.remove(warehouse);
    const dry = await desk.load([path], { dryRun: true });
    deepStrictEqual([dry.isPublished, dry.outcomes[0]!.status], [false, "loaded"]);
    const nowhere = await desk.load([path], { dryRun: true, warehouse: join(desk.folder, "none", "w.duckdb") });
    strictEqual(nowhere.outcomes[0]!.status, "loaded");
    deepStrictEqual((await Array.fromAsync(Deno.readDir(desk.folder))).map(({ name }) => name), ["july.csv"]);
    await desk.load([path]);
    const before = await desk.hash();
    const refused = await desk.loadText("july again.csv", csr(["2019-07", "BB", "1", "1"]), { dryRun: true });
    strictEqual(refused.status, "rejected");
    strictEqual(await desk.hash(), before);
  }));

Deno.test("loadFiles() gives the same current rows in whatever order files arrive, each in a load of its own", async () => {
  const files: Readonly<Record<string, string>> = {
    "may.csv": csr(["2019-05", "AA", "5", "5"]),
    "july.csv": csr(["2019-07", "AA", "7", "7"], ["2019-07", "BB", "7", "7"]),
    "july re-issue.csv": csr(["2019-07", "AA", "7", "8"]), // fewer rows
    "june and august.csv": csr(["2019-06", "AA", "6", "6"], ["2019-08", "AA", "8", "8"]),
  };
  const names = Object.keys(files);
  const orders = fc.shuffledSubarray(names, { minLength: names.length });
  await fc.assert(
    fc.asyncProperty(orders, (order) =>
      atDesk(async (desk) => {
        for (const name of order) {
          const { status, messages } = await desk.loadText(name, files[name]!);
          const isLate = name === "july.csv" && order.indexOf(name) > order.indexOf("july re-issue.csv");
          strictEqual(status === "rejected", isLate, name);
          if (isLate) {
            match(
              messages[0]!,
              /^Cannot load "july\.csv" because "july re-issue\.csv" is a re-issue for csr_variance 2019-07 and this file does not say that it is one \(/,
            );
            strictEqual(messages[0]!.endsWith(FIX), true);
          }
        }
        deepStrictEqual(await desk.csr(), [
          "2019-05-01 AA 5 5",
          "2019-06-01 AA 6 6",
          "2019-07-01 AA 7 8",
          "2019-08-01 AA 8 8",
        ]);
      })),
    { seed: 20190814, numRuns: 5 },
  );
});
