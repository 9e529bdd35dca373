import fc from "fast-check";
import { deepStrictEqual } from "node:assert/strict";
import { atDesk, csr, type Desk, nameOf, userIdOf } from "./fixture.ts";

/** Returns of Communications Hubs: Device and the day closed. */
const returns = (...entries: readonly (readonly [string, string])[]) =>
  "Device ID,Region,Returned Date,Closed Date,Return Reason,Return Stage,Attribution\n" +
  entries.map(([device, closed]) => `${userIdOf(device)},North,01/01/2021,${closed},,,\n`).join("");

/** A month's own file, its re-issue, files with an old and a right tab of it, a straggler, and two quarters of returns. */
const FILES: Readonly<Record<string, string>> = {
  "csr 2019-06.csv": csr(["2019-06", "AA", "1", "1"], ["2019-06", "BB", "1", "1"]),
  "csr 2019-06 re-issue.csv": csr(["2019-06", "AA", "1", "2"], ["2019-06", "BB", "1", "1"], [
    "2019-06",
    "CC",
    "1",
    "1",
  ]),
  "csr 2019-07 with an old tab.csv": csr(
    ["2019-07", "AA", "1", "7"],
    ["2019-06", "AA", "1", "1"],
    ["2019-06", "BB", "1", "1"],
  ),
  "csr 2019-08 with a late row.csv": csr(["2019-08", "AA", "1", "8"], ["2019-06", "DD", "1", "4"]),
  "returns Q1.csv": returns(["D1", "15/02/2021"], ["D2", "16/02/2021"]),
  "returns Q2.csv": returns(["D4", "15/04/2021"], ["D5", "16/04/2021"], ["D3", "30/03/2021"]),
};

const QUARTERS = ["2021-01-01 D1", "2021-01-01 D2", "2021-01-01 D3", "2021-04-01 D4", "2021-04-01 D5"];

async function standing(desk: Desk) {
  const found = await desk.query(
    "select reporting_quarter::varchar as quarter, device_id from stg_ch_returns order by all",
  );
  return {
    csr: await desk.csr(),
    returns: found.map(({ quarter, device_id }) => `${quarter} ${nameOf(String(device_id))}`),
  };
}

Deno.test("loadFiles() gives the same warehouse in any order of arrival, or refuses a file and loses nothing", async () => {
  const names = Object.keys(FILES);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), (order) =>
      atDesk(async (desk) => {
        const loaded: string[] = [];
        let before = await standing(desk);
        for (const name of order) {
          const { status } = await desk.loadText(name, FILES[name]!);
          const after = await standing(desk);
          if (status === "rejected") deepStrictEqual(after, before, `${name} was refused`);
          else loaded.push(name);
          before = after;
        }
        // Events are merged in any order.
        deepStrictEqual(before.returns, QUARTERS);
        // A re-issue is never refused here, and June is as it says. A late row that came before June's files stays.
        const june = before.csr.filter((row) => row.startsWith("2019-06") && row !== "2019-06-01 DD 1 4");
        deepStrictEqual(june, ["2019-06-01 AA 1 2", "2019-06-01 BB 1 1", "2019-06-01 CC 1 1"]);
        // The other months are as their files say, or their file was refused whole.
        const rest = before.csr.filter((row) => !row.startsWith("2019-06"));
        deepStrictEqual(rest, [
          ...loaded.includes("csr 2019-07 with an old tab.csv") ? ["2019-07-01 AA 1 7"] : [],
          ...loaded.includes("csr 2019-08 with a late row.csv") ? ["2019-08-01 AA 1 8"] : [],
        ]);
      })),
    { seed: 20190814, numRuns: 12 },
  );
});
