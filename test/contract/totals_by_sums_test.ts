import { deepStrictEqual } from "node:assert/strict";
import { read, type Rows, sheet, userId } from "./hand_made_workbook.ts";

const CSR = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];
const SR = [...CSR.slice(0, 3), "User Role", "Service Reference Variant", ...CSR.slice(3)];
const NEP = ["Reporting Quarter", "NEP Reference", "Region", "Kind", "Premises", "Started Date", "Completed Date"];

/** Six Users: 610 forecast, 711 sent. Without the zero forecast: 600 and 700. With a forecast only: 600 and 690. */
const USERS: Rows = [
  ["July 2019", userId(1), "Alpha", 100, 110],
  ["July 2019", userId(2), "Bravo", 200, 190],
  ["July 2019", userId(3), "Charlie", 0, 11],
  ["July 2019", userId(4), "Delta", null, 10],
  ["July 2019", userId(5), "Echo", 300, 380],
  ["July 2019", userId(6), "Foxtrot", 10, 10],
];

async function outcome(rows: Rows) {
  const { rows: loaded, problems } = await read([sheet("Data", rows)]);
  return { loaded: loaded.length, problems };
}

for (const label of ["All Users", "Total (all Users)", "Sum", "Overall", "Total Users: 6", "Combined"]) {
  Deno.test(`readExtract() leaves out a total called "${label}" with its month filled in, and checks it`, async () => {
    deepStrictEqual(await outcome([CSR, ...USERS, ["July 2019", label, null, 610, 711]]), { loaded: 6, problems: [] });
    deepStrictEqual(await outcome([CSR, ...USERS, ["July 2019", null, label, 610, 711]]), { loaded: 6, problems: [] });
    deepStrictEqual((await outcome([CSR, ...USERS, ["July 2019", label, null, 610, 712]])).problems, [
      'Data!E8 (Actual Volume) must be the sum of its rows, 711: current value is "712"',
    ]);
  });
}

Deno.test("readExtract() rejects a total with another label, and says that it may be a total", async () => {
  deepStrictEqual((await outcome([CSR, ...USERS, ["July 2019", "Industry", null, 610, 711]])).problems, [
    "Data!B8 (User ID) must be an EUI-64: 16 hexadecimal digits, such as 90-B3-D5-1F-30-01-00-00: current value is " +
    '"Industry"; the row\'s counts are the sums of the rows above: if it is a total, write Total in place of its User ID',
  ]);
});

for (const place of [0, 3, 6]) {
  Deno.test(`readExtract() rejects a User whose counts are the sum of all others, after row ${place}`, async () => {
    const rows = USERS.toSpliced(place, 0, ["July 2019", userId(99), "Golf", 610, 711]);
    deepStrictEqual((await outcome([CSR, ...rows])).problems, [
      `Data!B${
        place + 2
      } (User ID) must not name a row whose counts are the sums of all other rows, because such a row ` +
      "is a total: remove the row, or write Total in place of its User ID",
    ]);
  });
}

Deno.test("readExtract() loads a User whose counts are the sum of a few others by chance", async () => {
  const few: Rows = [
    ["July 2019", userId(1), "Alpha", 1, 1],
    ["July 2019", userId(2), "Bravo", 2, 2],
    ["July 2019", userId(3), "Charlie", 3, 3],
  ];
  deepStrictEqual(await outcome([CSR, ...few]), { loaded: 3, problems: [] });
  const zeros = USERS.map(([month, user, name]) => [month!, user!, name!, 0, 0]);
  deepStrictEqual(await outcome([CSR, ...zeros]), { loaded: 6, problems: [] });
});

Deno.test("readExtract() checks a total excluding zero forecasts against the rows that have one", async () => {
  const label = "Total excluding zero forecasts";
  for (const actual of [700, 690]) {
    const totals: Rows = [["Total", null, null, 610, 711], [label, null, null, 610, actual]];
    deepStrictEqual(await outcome([CSR, ...USERS, ...totals]), { loaded: 6, problems: [] });
    deepStrictEqual(await outcome([CSR, ...USERS, ...totals.toReversed()]), { loaded: 6, problems: [] });
    deepStrictEqual(await outcome([CSR, ...totals, ...USERS]), { loaded: 6, problems: [] });
  }
  deepStrictEqual((await outcome([CSR, ...USERS, [label, null, null, 610, 711]])).problems, [
    'Data!E8 (Actual Volume) must be the sum of its rows whose forecast is not zero, 700: current value is "711"',
  ]);
});

Deno.test("readExtract() leaves out totals per Region in the middle, and checks each", async () => {
  const plan = (number: number, region: string, premises: number) =>
    ["2019 Q2", `NEP-00${number}`, region, "mesh", premises] as const;
  const rows: Rows = [
    NEP,
    plan(1, "North", 10),
    plan(2, "North", 20),
    ["2019 Q2", "All North", null, null, 30],
    plan(3, "South", 5),
    ["2019 Q2", "Total South", null, null, 5],
    ["2019 Q2", "Overall", null, null, 35],
  ];
  deepStrictEqual(await outcome(rows), { loaded: 3, problems: [] });
  deepStrictEqual((await outcome(rows.with(5, ["2019 Q2", "Total South", null, null, 6]))).problems, [
    'Data!E6 (Premises) must be the sum of its rows, 5: current value is "6"',
  ]);
});

Deno.test("readExtract() leaves out a User's total over all Service Reference Variants", async () => {
  const row = (srv: string, forecast: number, actual: number) =>
    ["July 2019", userId(1), "Alpha", "IS", srv, forecast, actual] as const;
  const rows: Rows = [SR, row("4.10", 10, 11), row("4.1", 20, 22), row("All SRVs", 30, 33)];
  deepStrictEqual(await outcome(rows), { loaded: 2, problems: [] });
});
