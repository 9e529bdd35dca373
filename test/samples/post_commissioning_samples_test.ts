import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readSample, readSampleBook, type SampleRecord } from "./read_sample.ts";

const FILES = [
  "Post Commissioning Information Dec 2018 and Jan 2019.xlsx",
  "Post Commissioning Information July 2019.xlsx",
  "Post Commissioning Information Mar-Apr 2021.xlsx",
];

const isYes = (record: SampleRecord, header: string) => ["Yes", "TRUE"].includes(String(record[header]!.value));

const CRITERIA: Readonly<Record<string, (record: SampleRecord) => boolean>> = {
  a: (record) => !isYes(record, "DCC Interrogation"),
  b: (record) => !isYes(record, "Recovery Cell Populated"),
  c: (record) => Number(record["Issue Security Credentials"]!.value) < 2,
  d: (record) => Number(record["Update Security Credentials (Device)"]!.value) < 2,
  e: (record) => Number(record["Update Security Credentials (KRP)"]!.value) < 2,
};

const ROWS = FILES.flatMap((name) => readSample(name, "Period End"));

const age = (record: SampleRecord) =>
  (record["Period End"]!.value as number) - (record["Commissioned Date"]!.value as number);

Deno.test("post commissioning samples cover the published months and none of February to June 2019", () => {
  const periods = [...new Set(ROWS.map((record) => record["Period End"]!.text))];
  deepStrictEqual(periods, ["31/12/2018", "31/01/2019", "31/07/2019", "31/03/2021", "30/04/2021"]);
});

Deno.test("post commissioning samples fail every criterion somewhere, some Devices several, some none", () => {
  for (const period of new Set(ROWS.map((record) => record["Period End"]!.text))) {
    const listed = ROWS.filter((record) => record["Period End"]!.text === period);
    for (const [criterion, fails] of Object.entries(CRITERIA)) {
      ok(listed.some((record) => age(record) > 7 && fails(record)), `${period} (${criterion})`);
    }
    const failures = listed.map((record) => Object.values(CRITERIA).filter((fails) => fails(record)).length);
    ok(failures.includes(0) && failures.some((count) => count > 2), period);
  }
});

Deno.test("post commissioning samples hold Devices commissioned exactly seven days before the period's end", () => {
  ok(ROWS.some((record) => age(record) === 7) && ROWS.some((record) => age(record) === 8));
});

Deno.test("post commissioning samples list a Device once a period", () => {
  const keys = ROWS.map((record) => `${record["Period End"]!.text} ${record["Device ID"]!.value}`);
  strictEqual(new Set(keys).size, keys.length);
});

Deno.test("post commissioning and actions samples are marked Red and Green on their sheets", () => {
  const marking = (name: string, sheet: string) => String(readSampleBook(name).Sheets[sheet]!["A2"]?.v);
  strictEqual(marking(FILES[1]!, "Jul-19"), "Classification: Red. SEC Panel only");
  strictEqual(marking("OPSG Actions.xlsx", "Actions"), "Classification: Green");
});

Deno.test("actions sample carries S0's remediation plan and its partially discharged explanation", () => {
  const actions = readSample("OPSG Actions.xlsx", "Action Reference").map((record) => ({
    action: String(record["Action"]!.value),
    state: String(record["State"]!.value),
    owner: String(record["Owner"]!.value),
  }));
  ok(actions.some(({ action, state }) => action.includes("remediation plan for PM 2") && state === "Open"));
  ok(actions.some(({ action, state }) => action.includes("exceptions") && state === "Partially discharged"));
  ok(actions.every(({ owner }) => ["DCC", "SECAS", "OPSG members"].includes(owner)));
});
