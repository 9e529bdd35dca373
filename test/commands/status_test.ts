import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { appendRun, runLogPath } from "../../etl/cli/run_log.ts";
import { atDesk, csr, type Desk, userIdOf } from "../load/fixture.ts";

const REGISTER = "Report,Period,Published Date,Reference,Stored At,Reason Not Published\n";

async function annexa(desk: Desk, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-check", "--no-prompt", "-P=look", "etl/main.ts", ...args, "--warehouse", desk.warehouse],
  }).output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

Deno.test("status says what is due next with its Working Days left, from a day given", () =>
  atDesk(async (desk) => {
    // June's Performance Measurement Report is published on its deadline; July's SR report is explained.
    await desk.loadText("register.csv", `${REGISTER}1,2019-06,02/08/2019,,,\n6,2019-07,,,,Not built\n`);
    const due = async (today: string) =>
      JSON.parse((await annexa(desk, "status", "--json", "--today", today)).out).due
        .map((row: Record<string, unknown>) => [row.no, row.period, row.due, row.working_days_left]);
    // 1 August 2019 is a Thursday; 26 August a bank holiday.
    deepStrictEqual(await due("2019-08-01"), [
      [1, "June 2019", "2019-08-02", 1],
      [5, "July 2019", "2019-08-14", 9],
      [6, "August 2019", "2019-09-13", 30],
    ]);
    deepStrictEqual((await due("2019-08-02"))[0], [5, "July 2019", "2019-08-14", 8]);
  }));

Deno.test("status shows the last runs, also one that was killed, and exits 2 for a day that is none", () =>
  atDesk(async (desk) => {
    const entry = {
      ...{ run: "2019-08-14T07:00:00.000Z", ended_at: "2019-08-14T07:00:04.200Z", month: "2019-07", audience: "white" },
      ...{ exit_code: 4, loaded: 2, superseded: 0, unchanged: 0, rejected: 1, message: "made the annex of 2019-07" },
    };
    appendRun(runLogPath(desk.warehouse), entry);
    appendRun(runLogPath(desk.warehouse), {
      ...entry,
      run: "2019-08-15T07:00:00.000Z",
      ended_at: null,
      exit_code: null,
    });
    const { out } = await annexa(desk, "status");
    match(out, /^2019-08-14 07:00:00 +4\.2 +2019-07 +white +4 +made the annex of 2019-07$/m);
    match(out, /^2019-08-15 07:00:00 .* has not ended: it runs, or was killed$/m);
    strictEqual((await annexa(desk, "status", "--today", "2019-02-30")).code, 2);
  }));

Deno.test("status and check with --as-of answer as known on that day", () =>
  atDesk(async (desk) => {
    // Loaded on 1 and 2 August 2019.
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"], ["2019-07", "BB", "1", "1"]));
    await desk.loadText("july re-issue.csv", csr(["2019-07", "AA", "1", "1"]));
    const extracts = async (...args: string[]) =>
      JSON.parse((await annexa(desk, "status", "--json", ...args)).out).extracts;
    deepStrictEqual((await extracts("--as-of", "2019-08-01"))[0].rows, 2);
    // What was due next is counted from that day, unless another is given. 1 August 2019 is a Thursday.
    const today = async (...args: string[]) => {
      const { today, due } = JSON.parse((await annexa(desk, "status", "--json", ...args)).out);
      return [today, due.find(({ no }: { no: number }) => no === 5).working_days_left];
    };
    deepStrictEqual(await today("--as-of", "2019-08-01"), ["2019-08-01", 9]);
    deepStrictEqual(await today("--as-of", "2019-08-01", "--today", "2019-08-13"), ["2019-08-13", 1]);
    const [now] = await extracts();
    deepStrictEqual([now.rows, now.superseded_loads], [1, 1]);
    strictEqual((await annexa(desk, "check", "--as-of", "2019-08-01")).code, 0);
    match((await annexa(desk, "check", "--as-of", "yesterday")).err, /^Cannot read "yesterday" as a day/);
  }));

Deno.test("status and check say the class of what they print", () =>
  atDesk(async (desk) => {
    match((await annexa(desk, "status")).err, /^White: it tells how long the lists loaded are\n$/);
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"]));
    match((await annexa(desk, "status")).err, /^Amber: /);
    match((await annexa(desk, "check")).err, /, White\n$/);
    const header = "Period End,Device ID,Device Type,User ID,Commissioned Date,DCC Interrogation," +
      "Recovery Cell Populated,Issue Security Credentials,Update Security Credentials (Device)," +
      "Update Security Credentials (KRP)\n";
    // Commissioned after its period's end: check_post_commissioning_dates.
    await desk.loadText(
      "devices.csv",
      `${header}31/07/2019,${userIdOf("D1")},ESME,${userIdOf("U1")},01/09/2019,No,No,0,0,0\n`,
    );
    const { out, err } = await annexa(desk, "status", "--json");
    match(err, /^Red: /);
    strictEqual(JSON.parse(out).classification, "red");
    match((await annexa(desk, "check")).err, / [1-9] warnings?, Red\n$/);
  }));

Deno.test("status and check refuse a month nothing is loaded for, of which every check would hold", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"]));
    for (const [verb, action] of [["status", "say the status of"], ["check", "check"]] as const) {
      const { code, err } = await annexa(desk, verb, "--month", "2030-01");
      strictEqual(code, 2);
      strictEqual(
        err,
        `Cannot ${action} 2030-01 because nothing is loaded for it: give --month from 2019-07 to 2019-07\n`,
      );
      strictEqual((await annexa(desk, verb, "--month", "2019-07")).code, 0);
    }
  }));

Deno.test("status counts of a monthly report the rows of the month's own period, and of a list all", () =>
  atDesk(async (desk) => {
    await desk.loadText("june.csv", csr(["2019-06", "AA", "1", "1"]));
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"], ["2019-07", "BB", "1", "1"]));
    const { reports } = JSON.parse((await annexa(desk, "status", "--month", "2019-07", "--json")).out);
    deepStrictEqual([reports[4].no, reports[4].rows], [5, 2]);
  }));
