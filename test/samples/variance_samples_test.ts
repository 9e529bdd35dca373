import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { count, readSample, type SampleRecord } from "./read_sample.ts";

interface UserTotal {
  forecast: number | null;
  actual: number;
}

/** Volumes a User: the sum of the forecasts it submitted (null: none), the sum of its actuals. */
function byUser(records: readonly SampleRecord[]): Map<string, UserTotal> {
  const users = new Map<string, UserTotal>();
  for (const record of records) {
    const id = String(record["User ID"]!.value);
    const user = users.get(id) ?? { forecast: null, actual: 0 };
    const forecast = count(record, "Forecast Volume");
    if (forecast !== null) user.forecast = (user.forecast ?? 0) + forecast;
    user.actual += count(record, "Actual Volume")!;
    users.set(id, user);
  }
  return users;
}

function summary(users: Iterable<UserTotal>) {
  const result = { actual: 0, forecast: 0, compared: 0, withoutForecast: 0, at110: 0, at90: 0, blank: 0, zero: 0 };
  for (const { forecast, actual } of users) {
    result.actual += actual;
    result.forecast += forecast ?? 0;
    if ((forecast ?? 0) > 0) {
      result.compared += actual;
      if (actual * 100 === forecast! * 110) result.at110++;
      if (actual * 100 === forecast! * 90) result.at90++;
    } else if (actual > 0) {
      result.withoutForecast++;
      if (forecast === null) result.blank++;
      else result.zero++;
    }
  }
  return result;
}

Deno.test("CSR July 2019 sample adds up to S0's figures", () => {
  const users = byUser(readSample("CSR Forecast Variance July 2019.xlsx"));
  const july = summary(users.values());
  strictEqual(july.actual, 4_077_703);
  strictEqual(july.forecast, 3_273_674);
  strictEqual((july.compared / july.forecast * 100).toFixed(1), "112.8");
  const unforecast = july.actual - july.compared;
  ok(unforecast >= 383_362 && unforecast <= 386_636, `${unforecast}`);
  ok(july.at110 >= 2 && july.blank > 0 && july.zero > 0, JSON.stringify(july));
});

Deno.test("SR July 2019 sample adds up to S0's figures", () => {
  const records = readSample("SR Variance and Metrics July 2019.xlsx");
  const july = summary(byUser(records).values());
  strictEqual(july.actual, 56_132_500);
  strictEqual(july.forecast, 117_465_410);
  strictEqual((july.compared / july.forecast * 100).toFixed(0), "48");
  strictEqual((july.actual / july.forecast * 100).toFixed(2), "47.79");
  ok(july.actual - july.compared <= 336_430);
  ok(july.at110 >= 2 && july.at90 >= 2 && july.blank > 0 && july.zero > 0, JSON.stringify(july));
  ok(records.length > 2_000 && records.length < 3_000, `${records.length}`);
});

Deno.test("SR July 2019 sample's percentage is 48 however a variant left out of a forecast is treated", () => {
  const records = readSample("SR Variance and Metrics July 2019.xlsx");
  const left = records.filter((record) => count(record, "Forecast Volume") === null);
  const compared = records.reduce(
    (sum, record) => sum + ((count(record, "Forecast Volume") ?? 0) > 0 ? count(record, "Actual Volume")! : 0),
    0,
  );
  ok(left.length > 0);
  strictEqual((compared / 117_465_410 * 100).toFixed(0), "48");
});

Deno.test("April 2021 samples hold S4's Users who submitted no forecast: 15 for CSR, 33 for SR", () => {
  strictEqual(summary(byUser(readSample("CSR Forecast Variance April 2021.xlsx")).values()).blank, 15);
  strictEqual(summary(byUser(readSample("SR Variance and Metrics April 2021.xlsx")).values()).blank, 33);
});

Deno.test("SR samples keep Service Reference Variants as text, 4.1 beside 4.10", () => {
  for (const name of ["July 2019.xlsx", "January 2018.xlsb", "Feb-Mar 2021.xlsx", "April 2021.xlsx"]) {
    const variants = readSample(`SR Variance and Metrics ${name}`).map((row) =>
      row["Service Reference Variant"]!.value
    );
    ok(variants.every((variant) => typeof variant === "string"), name);
    ok(variants.includes("4.1") && variants.includes("4.10"), name);
  }
});

Deno.test("variance samples have one row a key and identifiers shaped like EUI-64", () => {
  for (
    const [name, columns] of [
      ["CSR Forecast Variance Apr-Jun 2019.xlsx", ["Reporting Month", "User ID"]],
      ["CSR Forecast Variance July 2019.xlsx", ["Reporting Month", "User ID"]],
      ["SR_Variance_2019-04_to_2019-06.csv", ["Reporting Month", "User ID", "Service Reference Variant"]],
      ["SR Variance and Metrics July 2019.xlsx", ["Reporting Month", "User ID", "Service Reference Variant"]],
    ] as const
  ) {
    const records = readSample(name);
    const keys = records.map((record) => columns.map((column) => record[column]!.value).join("|"));
    strictEqual(new Set(keys).size, keys.length, name);
    ok(records.every((record) => /^([0-9A-F]{2}-){7}[0-9A-F]{2}$/.test(String(record["User ID"]!.value))), name);
  }
});

Deno.test("variance samples spell the month in every accepted way", () => {
  const spelt = (name: string): unknown => readSample(name)[0]!["Reporting Month"]!.text;
  deepStrictEqual(
    [
      "CSR Forecast Variance January 2018.xls",
      "CSR Forecast Variance April 2021.xlsx",
      "CSR Forecast Variance Feb-Mar 2021.ods",
      "SR Variance and Metrics January 2018.xlsb",
      "SR_Variance_2019-04_to_2019-06.csv",
    ].map(spelt),
    ["Jan-18", "Apr-21", "02/2021", "January 2018", "2019-04"],
  );
});
