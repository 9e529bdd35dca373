import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readSample, type SampleRecord } from "./read_sample.ts";

const text = (record: SampleRecord, header: string): string | null =>
  record[header] === undefined ? null : String(record[header].value);

function tally<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

/** The quarter of a stored date, `2021 Q1`; null when blank. */
function quarterOf(record: SampleRecord, header: string): string | null {
  const serial = record[header]?.value;
  if (serial === undefined) return null;
  const day = new Date(((serial as number) - 25569) * 86_400_000);
  return `${day.getUTCFullYear()} Q${Math.floor(day.getUTCMonth() / 3) + 1}`;
}

Deno.test("CH returns sample closes 12,902 records in Q1 2021: 10,716 No Fault Found and 2,186 Fault Found", () => {
  const rows = readSample("CH Returns Q2 2020 to Q1 2021.xlsx", "Device ID")
    .filter((row) => quarterOf(row, "Closed Date") === "2021 Q1");
  deepStrictEqual(tally(rows, (row) => text(row, "Attribution")!), { "No Fault Found": 10_716, "Fault Found": 2_186 });
  strictEqual(rows.length, 12_902);
  const regions = tally(rows, (row) => text(row, "Region")!);
  ok(regions["North"]! > regions["Central"]! && regions["Central"]! > regions["South"]!, JSON.stringify(regions));
});

Deno.test("CH returns sample has four quarters and some in triage, each Device once, closed after it was returned", () => {
  const rows = readSample("CH Returns Q2 2020 to Q1 2021.xlsx", "Device ID");
  deepStrictEqual(tally(rows, (row) => quarterOf(row, "Closed Date") ?? "in triage"), {
    "2020 Q2": 1_390,
    "2020 Q3": 2_998,
    "2020 Q4": 6_113,
    "2021 Q1": 12_902,
    "in triage": 1_318,
  });
  strictEqual(new Set(rows.map((row) => text(row, "Device ID"))).size, rows.length);
  const closed = rows.filter((row) => text(row, "Closed Date") !== null);
  ok(closed.every((row) => (row["Closed Date"]!.value as number) >= (row["Returned Date"]!.value as number)));
});

Deno.test("CH returns sample of Q2 2019 has no record through triage", () => {
  const rows = readSample("CH Returns Q2 2019.xlsx", "Device ID");
  ok(rows.length > 0);
  ok(rows.every((row) => text(row, "Closed Date") === null && text(row, "Attribution") === null));
});

Deno.test("CH exceptions sample has over 50,000 in June 2019, growing in every Region, S0's two reasons on top", () => {
  const rows = readSample("CH Exceptions April to June 2019.xlsx");
  const june = rows.filter((row) => text(row, "Reporting Month") === "Jun-19");
  ok(june.length > 50_000 && june.length < 51_000, `${june.length}`);
  const byReason = Object.entries(tally(june, (row) => text(row, "Exception Reason")!)).sort((a, b) => b[1] - a[1]);
  deepStrictEqual(byReason.slice(0, 2).map(([reason]) => reason), [
    "Communications Hubs where no incident has been raised for outage",
    "There were no, or incomplete address details provided by the Service User",
  ]);
  const counts = tally(rows, (row) => `${text(row, "Region")} ${text(row, "Reporting Month")}`);
  for (const region of ["North", "Central", "South"]) {
    ok(counts[`${region} Apr-19`]! < counts[`${region} May-19`]!, region);
    ok(counts[`${region} May-19`]! < counts[`${region} Jun-19`]!, region);
  }
  const keys = rows.map((row) =>
    ["Reporting Month", "Device ID", "Exception Reason"].map((key) => text(row, key)).join()
  );
  strictEqual(new Set(keys).size, keys.length);
});

Deno.test("CH installations sample has incorrect variants in Central and South only", () => {
  const rows = readSample("CH_Installations_2019-05_2019-06_2021-03.csv");
  const incorrect = rows.filter((row) => text(row, "Expected Variant") !== text(row, "Installed Variant"));
  deepStrictEqual(Object.keys(tally(incorrect, (row) => text(row, "Region")!)).sort(), ["Central", "South"]);
  deepStrictEqual(tally(incorrect, (row) => text(row, "Reporting Month")!), {
    "05/2019": 50,
    "06/2019": 59,
    "03/2021": 10,
  });
  ok(rows.every((row) => /^Synthetic Supplier \d{2}$/.test(text(row, "Installing Party")!)));
});

Deno.test("NEP sample has 12 mesh plans completed in Q2 2019, covering 322 premises, and others ongoing", () => {
  const rows = readSample("NEP Report Q1 and Q2 2019.xlsx", "Reporting Quarter")
    .filter((row) => text(row, "Reporting Quarter") === "Q2 2019");
  const completed = rows.filter((row) => text(row, "Completed Date") !== null);
  strictEqual(completed.length, 12);
  ok(completed.every((row) => text(row, "Kind") === "Mesh"));
  ok(completed.every((row) => quarterOf(row, "Completed Date") === "2019 Q2"));
  strictEqual(completed.reduce((sum, row) => sum + Number(row["Premises"]!.value), 0), 322);
  ok(rows.length > 12);
});
