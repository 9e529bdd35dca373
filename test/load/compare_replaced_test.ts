import fc from "fast-check";
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { atDesk, csr } from "./fixture.ts";

/** A register of reports: number, period, day of publication. */
const register = (...entries: readonly (readonly [string, string, string])[]) =>
  "Report,Period,Published Date,Reference,Stored At,Reason Not Published\n" +
  entries.map((entry) => `${entry.join(",")},,,\n`).join("");

Deno.test("loadFiles() notes how many rows of the file it replaces a file does not have, and loads it", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"], ["2019-07", "BB", "1", "1"]));
    const { status, notes } = await desk.loadText("july again.csv", csr(["2019-07", "AA", "1", "2"]));
    // The User who is gone is not named: User IDs are Amber.
    deepStrictEqual([status, notes], ["superseded", ['1 row of "july.csv" for csr_variance 2019-07 is not in it']]);
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 2"]);
    const more = await desk.loadText("july more.csv", csr(["2019-07", "AA", "1", "3"], ["2019-07", "CC", "1", "1"]));
    deepStrictEqual([more.status, more.notes], ["superseded", []]);
  }));

Deno.test("loadFiles() refuses a register that lacks entries of the one it would replace, naming them", () =>
  atDesk(async (desk) => {
    await desk.loadText("august meeting.csv", register(["5", "2019-07", "14/08/2019"], ["6", "2019-07", "16/08/2019"]));
    // The PMR of July is due ten days after the others: the next meeting's register has it, and not them.
    const text = register(["1", "2019-07", "05/09/2019"], ["5", "2019-08", "13/09/2019"]);
    const next = await desk.loadText("september meeting.csv", text);
    deepStrictEqual([next.status, next.messages], ["rejected", [
      'Cannot load "september meeting.csv" as it lacks 2 rows (5 2019-07-01, 6 2019-07-01) of "august meeting.csv" for ' +
      "report_register 2019-07: if it is to replace what stands, put re-issue in its name or give --reissue; " +
      "else take it out of the inbox",
    ]]);
    const entries = () =>
      desk.query("select report_number, period, published_date from stg_report_register order by all");
    strictEqual((await entries()).length, 2, "nothing of it was loaded, nothing was lost");
    const whole = register(["1", "2019-07", "05/09/2019"], ["5", "2019-07", "14/08/2019"], [
      "6",
      "2019-07",
      "16/08/2019",
    ]);
    strictEqual((await desk.loadText("september whole.csv", whole)).status, "superseded");
    strictEqual((await entries()).length, 3);
  }));

Deno.test("loadFiles() refuses a register of a quarter that would replace the entries of its first month", () =>
  atDesk(async (desk) => {
    await desk.loadText("april.csv", register(["5", "2019-04", "14/05/2019"]));
    const { status } = await desk.loadText("quarter.csv", register(["7", "2019 Q2", "01/08/2019"]));
    strictEqual(status, "rejected");
  }));

Deno.test("loadFiles() lets a register drop entries when it is a re-issue, and says which", () =>
  atDesk(async (desk) => {
    await desk.loadText("register.csv", register(["5", "2019-07", "14/08/2019"], ["6", "2019-07", "16/08/2019"]));
    const { status, notes } = await desk.loadText("register re-issue.csv", register(["5", "2019-07", "14/08/2019"]));
    deepStrictEqual([status, notes], [
      "superseded",
      ['1 row (6 2019-07-01) of "register.csv" for report_register 2019-07 is not in it'],
    ]);
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
            deepStrictEqual(messages, [
              'Cannot load "july.csv" as "july re-issue.csv" is a re-issue for csr_variance 2019-07 and this file does not ' +
              "say that it is one: if it is to replace what stands, put re-issue in its name or give --reissue; " +
              "else take it out of the inbox",
            ]);
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
