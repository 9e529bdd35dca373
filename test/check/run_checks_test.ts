import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { formatCheck } from "../../etl/check/format_check.ts";
import { type CheckResult, runChecks } from "../../etl/check/run_checks.ts";
import { withholdValues } from "../../etl/check/withhold_values.ts";
import { buildDatedAnnex } from "../../etl/manifest/build_dated_annex.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { atDesk, csr, type Desk } from "../load/fixture.ts";

// The November 2022 annex carries October's levels, that of October the Problems of the third quarter.
// Columns out of their order: Achieved % is D, Measure F; H is nobody's. Row 4 is within its levels, row 5 has too many events.
const LEVELS = "Levels,,,,,,,,,,\n\n" +
  "Region,Provider,Reporting Month,Achieved %,Total,Measure,Measure Name,Checked By,Within Target," +
  "Target Service Level %,Minimum Service Level %\n" +
  "National,DCC,2022-10,99,100,CPM1,On demand,me,99,99,96\n" +
  "National,DCC,2022-10,100,1000,CPM2,Future dated,me,1001,99,96\n";
const PROBLEMS = (quarter: string, opened: string) =>
  "Reporting Quarter,Problem Reference,Opened Date,Closed Date,State,Fix Identified,RCA Target Date,RCA Completed Date," +
  `Significant or Impactful\n${quarter},PBI1,${opened},,Open,Yes,,,No\n`;
const ACTIONS = "Action Reference,Report,Raised Date,Meeting,Action,Owner,Due Date,State,Closed Date\n" +
  "A1,5,01/11/2022,OPSG 60,Ask,DCC,,Open,02/11/2022\n";

async function checked(desk: Desk, month: string | null): Promise<Map<string, CheckResult>> {
  using warehouse = await openReadOnly(desk.warehouse);
  const results = await runChecks(warehouse.connection, month);
  return new Map(results.filter(({ failures }) => failures.length > 0).map((result) => [result.name, result]));
}

Deno.test("runChecks() names the cells of what each failing row shows, wherever its columns stand", () =>
  atDesk(async (desk) => {
    await desk.load([await desk.write("pmr-oct.csv", LEVELS), await desk.write("actions.csv", ACTIONS)]);
    const failed = await checked(desk, "2022-11-01");
    const levels = failed.get("check_levels_in_range")!;
    deepStrictEqual(levels.failures.map(({ source }) => source), ["pmr-oct.csv 'pmr-oct'!A5:F5, I5:K5"]);
    match(formatCheck(levels, false), /^ {2}pmr-oct\.csv 'pmr-oct'!A5:F5, I5:K5: .*within_target 1001, total 1000/m);
    const counts = failed.get("check_achieved_agrees_with_counts")!;
    match(
      formatCheck(counts, false),
      /!A5:F5, I5: CPM2 \(DCC, National\), October 2022: published as 100\.00%, where its counts give 100\.10%\.$/,
    );
    // Green may stand in a message, as in those of load.
    const actions = failed.get("check_actions_consistent")!;
    match(formatCheck(actions, false), /^ {2}actions\.csv actions!A2:C2, H2:I2: action_reference A1, /m);
    strictEqual(withholdValues(actions).failures[0]!.action_reference, "A1");
  }));

Deno.test("runChecks() looks at the periods the annex of a month carries, and so do the annex's notes", () =>
  atDesk(async (desk) => {
    // Opened after their quarters: of the third quarter of 2022, and of one that no annex of 2022 looks at.
    await desk.load([
      await desk.write("third.csv", PROBLEMS("2022 Q3", "01/10/2022")),
      await desk.write("later.csv", PROBLEMS("2023 Q2", "01/07/2023")),
      await desk.write("csr.csv", csr(["2022-05", "AA", "1", "1"])),
    ]);
    const sources = async (month: string | null) =>
      (await checked(desk, month)).get("check_problem_dates")?.failures.map(({ source }) => source) ?? [];
    deepStrictEqual(await sources(null), ["third.csv third!A2:D2", "later.csv later!A2:D2"]);
    deepStrictEqual(await sources("2022-10-01"), ["third.csv third!A2:D2"]);
    deepStrictEqual(await sources("2022-05-01"), []);
    using warehouse = await openReadOnly(desk.warehouse, { audience: "white" });
    const noted = async (month: string) =>
      (await buildDatedAnnex(warehouse.connection, month, "white", null)).set.notes
        .filter((note) => note.includes("check_problem_dates")).length;
    deepStrictEqual([await noted("2022-05-01"), await noted("2022-10-01")], [0, 1]);
  }));
