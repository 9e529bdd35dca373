import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { atDesk, csr, type Desk, userIdOf } from "./fixture.ts";

const EXCEPTIONS = "Reporting Month,Device ID,Region,Exception Reason,Raised Date\n";
const RETURNS = "Device ID,Region,Returned Date,Closed Date,Return Reason,Return Stage,Attribution\n";
const SR = "Reporting Month,User ID,User Name,User Role,Service Reference Variant,Forecast Volume,Actual Volume\n";
const DEVICE = "90-B3-D5-1F-30-01-00-0";

const only = async (desk: Desk, sql: string) => Object.values((await desk.query(sql))[0]!);

Deno.test("one User in another spelling each month is one User, and a re-sent file in another spelling changes nothing", () =>
  atDesk(async (desk) => {
    const june = csr(["2019-06", "AA", "10", "11"], ["2019-06", "BB", "20", "22"]);
    await desk.loadText("june.csv", june);
    const lower = june.replaceAll("90-B3-D5-1F", "90-b3-d5-1f");
    strictEqual((await desk.loadText("july.csv", lower.replaceAll("2019-06", "2019-07"))).status, "loaded");
    const again = await desk.loadText(
      "june with colons.csv",
      june.replaceAll(/[0-9A-F]{2}(-[0-9A-F]{2}){7}/g, (id) => id.replaceAll("-", ":")),
    );
    strictEqual(again.status, "superseded");
    const [{ rowsAdded, rowsGone, rowsChanged }] = again.plan as [NonNullable<typeof again.plan>[number]];
    deepStrictEqual([rowsAdded, rowsGone, rowsChanged], [0, 0, 0]);
    deepStrictEqual(
      await only(desk, "select count(distinct user_id)::integer, sum(actual_volume)::integer from stg_csr_variance"),
      [2, 66],
    );
  }));

Deno.test("one exception in another spelling of its reason counts once across files", () =>
  atDesk(async (desk) => {
    await desk.loadText(
      "june.csv",
      `${EXCEPTIONS}2019-06,${DEVICE}1,North,No incident raised,\n2019-06,${DEVICE}2,North,No incident raised,\n`,
    );
    const late = await desk.loadText(
      "june, raised late.csv",
      `${EXCEPTIONS}2019-06,${
        (DEVICE + "1").toLowerCase()
      },North,NO INCIDENT  RAISED.,\n2019-06,${DEVICE}3,North,No incident raised,\n`,
    );
    const [{ rowsAdded, rowsGone, rowsChanged, rowsAfter }] = late.plan as [NonNullable<typeof late.plan>[number]];
    deepStrictEqual([rowsAdded, rowsGone, rowsChanged, rowsAfter], [1, 0, 1, 3]);
    deepStrictEqual(await only(desk, "select count(*)::integer from stg_ch_exceptions"), [3]);
    deepStrictEqual(await desk.query("select exceptions::integer as n from ch_exception_counts"), [{ n: 3 }]);
  }));

Deno.test("one return in another spelling of its Device joins no quarter twice", () =>
  atDesk(async (desk) => {
    const row = (device: string) => `${device},North,01/01/2021,15/02/2021,LED,,\n`;
    await desk.loadText("returns Q1.csv", RETURNS + row(`${DEVICE}1`) + row(`${DEVICE}2`));
    await desk.loadText(
      "returns Q1 again.csv",
      RETURNS + row("90b3d51f30010001") + row(`${DEVICE}2`.replaceAll("-", ":")),
    );
    deepStrictEqual(await only(desk, "select count(*)::integer from stg_ch_returns"), [2]);
  }));

Deno.test("the variants 4.1 and 4.10 are two, and 4.10 twice is refused with its cell", () =>
  atDesk(async (desk) => {
    const row = (srv: string) => `2019-07,${userIdOf("AA")},Alpha,IS,${srv},10,11\n`;
    strictEqual((await desk.loadText("sr.csv", SR + row("4.1") + row("4.10"))).status, "loaded");
    const twice = await desk.loadText("sr again.csv", SR + row("4.1") + row("4.10") + row(" 4.10\u00a0"));
    match(twice.messages.join("\n"), /!E4 \(Service Reference Variant\) must not share .* with row 3/);
  }));

Deno.test("a row with a date of another year does not replace that year's month", () =>
  atDesk(async (desk) => {
    await desk.loadText("csr 2018-07.csv", csr(["2018-07", "AA", "1", "5"], ["2018-07", "BB", "1", "6"]));
    const months: [string, string, string, string][] = ["AA", "BB", "CC", "DD", "EE"].map((
      user,
    ) => ["2019-07", user, "1", "7"]);
    const odd = await desk.loadText("csr 2019-07.csv", csr(...months, ["2018-07", "FF", "1", "9"]));
    strictEqual(odd.status, "rejected");
    match(odd.messages.join("\n"), /would change csr_variance 2018-07, and its main period is 2019-07/);
    deepStrictEqual(await desk.csr(), ["2018-07-01 AA 1 5", "2018-07-01 BB 1 6"]);
  }));

for (const days of [["2019-10-26", "2019-10-27"], ["2019-03-30", "2019-03-31"]] as const) {
  Deno.test(`a load late in the evening of ${days[1]}, when the clocks change, is of that day in London`, () =>
    atDesk(async (desk) => {
      const file = await desk.write("csr.csv", csr(["2019-07", "AA", "1", "5"]));
      // The clocks go forward on 31 March and back on 27 October, at 01:00 UTC: 22:30 UTC is 23:30, and 22:30.
      await desk.load([file], { clock: () => new Date(`${days[1]}T22:30:00Z`) });
      deepStrictEqual(await desk.csr(days[0]), []);
      deepStrictEqual(await desk.csr(days[1]), ["2019-07-01 AA 1 5"]);
    }));
}

Deno.test("a load in the last hour of a summer day in UTC is of the next day in London, and of that day in winter", () =>
  atDesk(async (desk) => {
    const file = await desk.write("csr 2019-07.csv", csr(["2019-07", "AA", "1", "5"]));
    await desk.load([file], { clock: () => new Date("2019-07-31T23:30:00Z") });
    deepStrictEqual(await desk.csr("2019-07-31"), []);
    deepStrictEqual(await desk.csr("2019-08-01"), ["2019-07-01 AA 1 5"]);
    const winter = await desk.write("csr 2019-11.csv", csr(["2019-11", "AA", "1", "6"]));
    await desk.load([winter], { clock: () => new Date("2019-12-31T23:30:00Z") });
    deepStrictEqual((await desk.csr("2019-12-30")).length, 1);
    deepStrictEqual((await desk.csr("2019-12-31")).length, 2);
  }));
