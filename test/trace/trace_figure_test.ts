import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { writeXlsx } from "hucre";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { formatTrace } from "../../etl/trace/format_trace.ts";
import { traceJson } from "../../etl/trace/trace_json.ts";
import type { Trace } from "../../etl/trace/trace.ts";
import { traceFigure, type TraceOptions } from "../../etl/trace/trace_figure.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { atDesk, csr, type Desk, userIdOf } from "../load/fixture.ts";

function traced(desk: Desk, figure: string, more: Partial<TraceOptions> = {}): Promise<Trace> {
  return traceFigure({
    warehouse: desk.warehouse,
    figure,
    month: "2019-07-01",
    column: null,
    where: null,
    asOf: null,
    audience: "red",
    folders: [desk.folder],
    extracts: allExtracts,
    ...more,
  });
}

/** Loads as `file sheet!range,range rows/of`. */
function places({ loads }: Trace): string[] {
  return loads.map((load) => `${load.fileName} ${load.sheet}!${load.ranges.join()} ${load.rowsUsed}/${load.rowCount}`);
}

/** CSR variance with a title above its header, a column the contract does not know, and another sheet. */
function workbook(title: string, rows: readonly (readonly (string | number)[])[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      { name: "Cover", rows: [["Nothing here"]] },
      {
        name: "CSR Variance",
        rows: [
          [title],
          ["User ID", "Helper", "Reporting Month", "User Name", "Forecast Volume", "Actual Volume"],
          ...rows.map((row) => [...row]),
        ],
      },
    ],
  });
}

Deno.test("traceFigure() finds the cells of a percentage in a workbook and computes it again", () =>
  atDesk(async (desk) => {
    const july = await workbook("July", [
      [userIdOf("U1"), "x", "2019-07", "One", 100, 110],
      [userIdOf("U2"), "x", "2019-07", "Two", 0, 7],
      [userIdOf("U3"), "x", "2019-06", "Three", 50, 25],
      [userIdOf("U1"), "x", "2019-06", "One", 50, 25],
      [userIdOf("U3"), "x", "2019-07", "Three", 300, 90],
    ]);
    await desk.load([
      await desk.write("july.xlsx", july),
      await desk.write("may.csv", csr(["2019-05", "U1", "1", "1"])),
    ]);
    const trace = await traced(desk, "csr_variance_summary", { column: "percent_of_forecast" });
    // (110 + 90) of (100 + 300); the 7 of the User with a forecast of zero are left out.
    deepStrictEqual(trace.rows, [["2019-07-01", 50]]);
    // Rows 3, 4 and 7: the other two are of June. Column B is no column of the extract, D (a name) has no part in it.
    deepStrictEqual(places(trace), [
      "july.xlsx CSR Variance!A3:A4,C3:C4,E3:F4,A7,C7,E7:F7 3/3",
    ]);
    deepStrictEqual(trace.loads[0]!.columns.map(({ letters, name }) => `${letters} ${name}`), [
      "A user_id",
      "C reporting_month",
      "E forecast_volume",
      "F actual_volume",
    ]);
    strictEqual(trace.loadsConsidered, 3);
    const { status, rowsRead, rowsNeeded, answer } = trace.reconciliation;
    deepStrictEqual([status, rowsRead, rowsNeeded, answer.rows], ["equal", 3, 3, [["2019-07-01", 50]]]);
    deepStrictEqual(trace.definitions.slice(0, 3).map(({ place }) => place), [
      "queries/measures/csr_variance_summary.sql",
      "queries/measures/csr_variance_by_user.sql",
      "queries/staging/stg_csr_variance.sql",
    ]);
    ok(trace.definitions.every((one) => one.isUnchanged));
  }));

Deno.test("traceFigure() narrows the rows to the User a condition names, and withholds what is Amber", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "U1", "100", "110"], ["2019-07", "U2", "4321", "8765"]));
    const trace = await traced(desk, "csr_variance_by_user", { where: `user_id = '${userIdOf("U2")}'` });
    deepStrictEqual(places(trace), ["july.csv july!A3:E3 1/2"]);
    deepStrictEqual(trace.loads[0]!.narrowedBy, ["user_id"]);
    strictEqual(trace.reconciliation.status, "equal");
    const white = formatTrace(trace, "white").join("\n");
    // Whole words: a temporary folder is named at random.
    ok(!/\b(4321|8765)\b/.test(white) && !white.includes(userIdOf("U2")), white);
    match(white, /actual_volume +withheld: Amber/);
    match(formatTrace(trace, "amber").join("\n"), /actual_volume +8765/);
  }));

Deno.test("traceFigure() narrows the rows to a label in all its spellings", () =>
  atDesk(async (desk) => {
    const plans = [["N1", "Radio site", 100], ["N2", "Fibre", 7], ["N3", "radio  site.", 20]];
    const text = "Reporting Quarter,NEP Reference,Region,Kind,Premises,Started Date,Completed Date\n" +
      plans.map(([plan, kind, premises]) => `2019 Q3,${plan},North,${kind},${premises},01/04/2019,02/07/2019\n`).join(
        "",
      );
    await desk.loadText("plans.csv", text);
    const trace = await traced(desk, "nep_summary", { column: "premises", where: "kind = 'radio  site.'" });
    deepStrictEqual(trace.rows.map((row) => row.at(-1)), [120]);
    deepStrictEqual(trace.loads.map(({ rowsUsed, narrowedBy }) => [rowsUsed, narrowedBy]), [[2, ["kind"]]]);
    strictEqual(trace.reconciliation.status, "equal");
  }));

Deno.test("traceFigure() suppresses for an audience what is suppressed for it anywhere, and says why", () =>
  atDesk(async (desk) => {
    const header = "Reporting Month,Device ID,Region,Exception Reason,Raised Date\n";
    const row = (device: number, region: string) =>
      `2019-07,${userIdOf(`D${device}`)},${region},No address,12/07/2019\n`;
    const devices = Array.from({ length: 11 }, (_, at) => row(at, at < 9 ? "North" : "South"));
    await desk.loadText("exceptions.csv", header + devices.join(""));
    const ask = async (audience: "white" | "red") => {
      const more = { audience, where: "region = 'South'", column: "exceptions" };
      const trace = await traced(desk, "ch_exception_counts", more);
      strictEqual(trace.reconciliation.status, "equal");
      return formatTrace(trace, audience).join("\n");
    };
    // 2 Devices are fewer than 5.
    const white = await ask("white");
    match(white, /exceptions +\[c\]\n {2}\[c\] suppressed: fewer than 5 Devices/);
    match(await ask("red"), /exceptions +2\n/);
  }));

Deno.test("traceFigure() gives a reason for what is suppressed of the columns asked for alone", () =>
  atDesk(async (desk) => {
    // U1 alone sent without a forecast: with 3 Users as the minimum, that volume and the compared one are suppressed.
    const users = [["U1", "", "70"], ["U2", "1000", "900"], ["U3", "1000", "1100"], ["U4", "1000", "1000"]] as const;
    await desk.loadText("july.csv", csr(...users.map(([user, ...volumes]) => ["2019-07", user, ...volumes] as const)));
    const ask = async (column: string | null) =>
      formatTrace(await traced(desk, "csr_variance_summary", { audience: "white", column }), "white").join("\n");
    const total = await ask("actual_volume");
    match(total, /actual_volume +3070\n/);
    ok(!total.includes("[c]"), total);
    const reason = /\n {2}\[c\] suppressed: fewer than 3 Users/;
    match(await ask("compared_actual_volume"), /compared_actual_volume +\[c\]\n/);
    match(await ask("compared_actual_volume"), reason);
    match(await ask(null), reason);
  }));

Deno.test("traceFigure() tells nobody but a Red audience how long a Red list is", () =>
  atDesk(async (desk) => {
    const header = "Period End,Device ID,Device Type,User ID,Commissioned Date,DCC Interrogation," +
      "Recovery Cell Populated,Issue Security Credentials,Update Security Credentials (Device)," +
      "Update Security Credentials (KRP)\n";
    const devices = Array.from({ length: 37 }, (_, at) =>
      `31/07/2019,${userIdOf(`D${at}`)},ESME,${userIdOf("U1")},01/07/2019,No,No,0,0,0\n`);
    await desk.loadText("devices.csv", header + devices.join(""));
    const trace = await traced(desk, "post_commissioning_incomplete", { audience: "amber" });
    for (const text of [formatTrace(trace, "amber").join("\n"), JSON.stringify(traceJson(trace, "amber"))]) {
      ok(!/3[78]/.test(text.replaceAll(/[0-9a-f]{64}|\d{4}-\d\d-\d\dT?[\d:]*|annexa\w+/g, "")), text);
    }
    match(formatTrace(trace, "red").join("\n"), /all of its 37 rows/);
  }));

Deno.test("traceFigure() keeps to the current load of a re-issued period, and to the earlier one as known before", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "U1", "100", "100"], ["2019-07", "U2", "100", "50"]));
    await desk.loadText("july re-issue.csv", csr(["2019-07", "U1", "100", "90"]));
    const now = await traced(desk, "csr_variance_summary", { column: "actual_volume" });
    deepStrictEqual([now.rows, places(now)], [[["2019-07-01", 90]], ["july re-issue.csv july re-issue!A2:B2,E2 1/1"]]);
    const before = await traced(desk, "csr_variance_summary", { column: "actual_volume", asOf: "2019-08-01" });
    deepStrictEqual([before.rows, places(before)], [[["2019-07-01", 150]], ["july.csv july!A2:B3,E2:E3 2/2"]]);
    deepStrictEqual([now, before].map((trace) => trace.reconciliation.status), ["equal", "equal"]);
    strictEqual(now.hasSuperseded, false);
  }));

Deno.test("traceFigure() counts superseded loads where the figure is about them", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "U1", "100", "100"]));
    await desk.loadText("july re-issue.csv", csr(["2019-07", "U1", "100", "90"]));
    const trace = await traced(desk, "month_status", { where: "report_number = 5", column: "superseded_loads" });
    deepStrictEqual(trace.rows.map((row) => row.at(-1)), [1]);
    strictEqual(trace.hasSuperseded, true);
    strictEqual(trace.loads.length, 2);
    strictEqual(trace.reconciliation.status, "equal");
  }));

Deno.test("traceFigure() finds the earlier months a streak rests on", () =>
  atDesk(async (desk) => {
    const header = "Reporting Month,Measure,Measure Name,Provider,Region,Within Target,Total,Achieved %," +
      "Target Service Level %,Minimum Service Level %\n";
    const months = [["2019-03", 99.5], ["2019-04", 98], ["2019-05", 98], ["2019-06", 98]] as const;
    for (const [month, achieved] of months) {
      const cpm = (measure: string, percent: number) =>
        `${month},${measure},${measure},DCC,National,${percent * 10},1000,${percent},99,96\n`;
      await desk.loadText(`pmr ${month}.csv`, header + cpm("CPM1", achieved) + cpm("CPM2", 99.9));
    }
    const trace = await traced(desk, "breach_streaks", {
      month: "2019-06-01",
      where: "measure_code = 'CPM1' and level = 'target'",
      column: "current_streak_months",
    });
    deepStrictEqual(trace.rows.map((row) => row.at(-1)), [3]);
    // Of each month the row of CPM1 alone. March, which met it, can go: an unpublished month ends a streak as well.
    deepStrictEqual(trace.loads.map((load) => `${load.period} ${load.rowsUsed}/${load.rowCount} ${load.ranges[0]!}`), [
      "2019-04-01 1/2 A2:E2",
      "2019-05-01 1/2 A2:E2",
      "2019-06-01 1/2 A2:E2",
    ]);
    strictEqual(trace.reconciliation.status, "equal");
  }));

Deno.test("formatTrace() names a file and the columns of its loads once", () =>
  atDesk(async (desk) => {
    const june = csr(["2019-07", "U1", "100", "110"], ["2019-06", "U1", "100", "90"], ["2019-05", "U1", "100", "80"]);
    await desk.loadText("summer.csv", june);
    const trace = await traced(desk, "csr_variance_summary", { month: null, column: "actual_volume" });
    const text = formatTrace(trace, "white").join("\n");
    const times = (part: string) => text.split(part).length - 1;
    deepStrictEqual(
      [
        times('"summer.csv" (file 1'),
        times("    load "),
        times(" (user_id)"),
      ],
      [1, 3, 1],
      text,
    );
    match(
      text,
      /summer!A2:B2, summer!E2\n {4}load .*\n.*\n.*\n {4}load .*\n.*\n {4}summer!.*\n {6}A {3}Reporting Month/,
    );
  }));

Deno.test("traceFigure() reads a row of Annex A", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "U1", "3273674", "3692704"], ["2019-07", "U2", "0", "384999"]));
    await desk.loadText("june.csv", csr(["2019-06", "U1", "1", "1"]));
    const trace = await traced(desk, "Annex A, row 5");
    match(String(trace.rows[0]!.join()), /4,077,703 requests were sent versus a forecast of 3,273,674\. 112\.8% of/);
    deepStrictEqual(trace.loads.map((load) => load.fileName), ["july.csv"]);
    strictEqual(trace.reconciliation.status, "equal");
  }));

Deno.test("traceFigure() says plainly when a source file is gone or has other bytes, and finds a renamed one", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "U1", "100", "110"]));
    const path = join(desk.folder, "july.csv");
    const ask = async () => {
      const trace = await traced(desk, "csr_variance_summary", { column: "actual_volume" });
      return { trace, text: formatTrace(trace, "white").join("\n") };
    };

    await desk.write("july.csv", csr(["2019-07", "U1", "100", "999"]));
    const archived = await ask();
    strictEqual(archived.trace.reconciliation.status, "equal");
    match(archived.text, /read again: .*archive.*\.csv/);

    await Deno.remove(join(desk.folder, "archive"), { recursive: true });
    const tampered = await ask();
    deepStrictEqual(tampered.trace.rows, [["2019-07-01", 110]]);
    strictEqual(tampered.trace.reconciliation.status, "incomplete");
    match(tampered.text, /incomplete, as 1 of 1 source files cannot be read again/);
    match(tampered.text, /"july\.csv" is no longer there as it was loaded; .*july\.csv has its name and other bytes/);

    await Deno.remove(path);
    match((await ask()).text, /not found: "july\.csv" is no longer where source files are looked for/);

    await Deno.mkdir(join(desk.folder, "elsewhere"));
    await desk.write("elsewhere/renamed.csv", csr(["2019-07", "U1", "100", "110"]));
    const renamed = await ask();
    strictEqual(renamed.trace.reconciliation.status, "equal");
    match(renamed.text, /read again: .*renamed\.csv/);
  }));

Deno.test("traceFigure() finds a warehouse whose rows are not those of the cells", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "U1", "100", "110"], ["2019-07", "U2", "100", "90"]));
    {
      using warehouse = await openPrivate(desk.warehouse);
      await warehouse.connection.run(
        `update extracts.csr_variance set actual_volume = 111 where user_id = '${userIdOf("U1")}'`,
      );
      await warehouse.connection.run("force checkpoint");
    }
    const trace = await traced(desk, "csr_variance_summary", { column: "actual_volume" });
    const { status, rowsChanged, answer } = trace.reconciliation;
    deepStrictEqual([status, rowsChanged, trace.rows, answer.rows], [
      "different",
      1,
      [["2019-07-01", 201]],
      [["2019-07-01", 200]],
    ]);
    match(formatTrace(trace, "white").join("\n"), /Reconciliation: DIFFERENT\. 2 rows .* 1 of them are not as/);
  }));

Deno.test("traceFigure() reads a quarantined file again as it was loaded", () =>
  atDesk(async (desk) => {
    const text = csr(["2019-07", "U1", "100", "110"], ["2019-07", "U2", "100", "n/a"]);
    await desk.loadText("july.csv", text, { quarantine: true });
    const trace = await traced(desk, "csr_variance_summary", { column: "actual_volume" });
    deepStrictEqual([trace.rows, trace.reconciliation.status], [[["2019-07-01", 110]], "equal"]);
  }));

Deno.test("traceFigure() refuses what is no figure, with exit 2 and no value of a cell", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", userIdOf("SECRET"), "100", "110"]));
    const cases: [figure: string, more: Partial<TraceOptions>, message: RegExp][] = [
      ["csr_variance_sumary", {}, /there is no such view: did you mean "csr_variance_summary"$/],
      [
        "csr_variance_summary",
        { month: "2019-08-01" },
        /it has no row for 2019-08: its months are from 2019-07 to 2019-07$/,
      ],
      ["csr_variance_summary", { column: "actual_volum" }, /no column "actual_volum": did you mean "actual_volume"$/],
      ["calendar_days", {}, /it has no month: leave --month out, or use --where$/],
      ["csr_variance_by_user", { where: "no_such = 1" }, /its condition cannot be used: .*"no_such" not found/],
      ["csr_variance_by_user", { where: "user_id::integer = 1" }, /fails on some row: Conversion Error/],
      ["csr_variance_by_user", { where: "true) union all from csr_variance_by_user where (true" }, /is no condition/],
      ["csr_variance_by_user", { where: "exists (from read_text('/etc/passwd'))" }, /cannot be used/],
      [
        "csr_variance_by_user",
        { where: `user_id = '${userIdOf("U9")}'` },
        /none of its rows for 2019-07 meets the condition$/,
      ],
      ["Annex A, row 5", { month: null }, /without its month/],
      ["Annex A, row 99", {}, /there is no such row for 2019-07$/],
    ];
    for (const [figure, more, message] of cases) {
      await rejects(traced(desk, figure, more), (error: Error & { exitCode?: number }) => {
        match(error.message, message);
        ok(!error.message.includes("SECRET"), error.message);
        return error.exitCode === 2;
      }, figure);
    }
  }));
