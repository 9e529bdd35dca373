import { deepStrictEqual, match } from "node:assert/strict";
import fc from "fast-check";
import { eui64 } from "../../etl/contract/eui_64.ts";
import { atDesk } from "../load/fixture.ts";
import { read, type Rows, sheet } from "./hand_made_workbook.ts";

const CSR = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];
const RDP = ["Reporting Month", "Incident Reference", "RDP", "Category", "Cause", "Opened Date", "Resolved Date"];

Deno.test("readExtract() stores every spelling of an EUI-64 in one form", async () => {
  const spellings = [
    "90-B3-D5-1F-30-0A-00-01",
    "90-b3-d5-1f-30-0a-00-01",
    "90b3d51f300a0001",
    "90:B3:D5:1F:30:0A:00:01",
    "90 B3 D5 1F 30 0A 00 01",
    "90\u2011B3\u2011D5\u201190\u20110A\u20110A\u201100\u201101",
    " 90\u2013B3D51F\u2212300A0001\u00a0",
  ];
  const { rows, problems } = await read([
    sheet("CSR", [CSR, ...spellings.map((spelling) => ["2019-07", spelling, "Alpha", 1, 1])]),
  ]);
  deepStrictEqual(problems, []);
  deepStrictEqual(rows.map(({ values }) => values.user_id), [
    ...Array(5).fill("90-B3-D5-1F-30-0A-00-01"),
    "90-B3-D5-90-0A-0A-00-01",
    "90-B3-D5-1F-30-0A-00-01",
  ]);
});

Deno.test("eui64() reads an identifier with any grouping of digits, and no other text", () => {
  const separator = fc.constantFrom("", "-", ":", " ", "\u2010", "\u2013", "\uff0d");
  fc.assert(
    fc.property(
      fc.bigInt(0n, 2n ** 64n - 1n),
      fc.array(separator, { minLength: 7, maxLength: 7 }),
      fc.boolean(),
      (number, separators, isLower) => {
        const pairs = number.toString(16).toUpperCase().padStart(16, "0").match(/../g)!;
        const text = pairs.map((pair, at) => pair + (separators[at] ?? "")).join("");
        deepStrictEqual(eui64(isLower ? text.toLowerCase() : text), pairs.join("-"));
        deepStrictEqual(eui64(text.slice(1)), null);
        deepStrictEqual(eui64(`${text}0`), null);
      },
    ),
  );
});

Deno.test("readExtract() rejects a text that is not an EUI-64, with its cell", async () => {
  const wrong: Rows = [
    ["2019-07", "90-B3-D5-1F-30-01-00-0", "Alpha", 1, 1],
    ["2019-07", "90-B3-D5-1F-30-01-00-0G", "Alpha", 1, 1],
    ["2019-07", "9.0E+15", "Alpha", 1, 1],
    ["2019-07", 9e15, "Alpha", 1, 1],
    ["2019-07", "Alpha Energy", "Alpha", 1, 1],
  ];
  const { rows, problems } = await read([sheet("CSR", [CSR, ...wrong])]);
  deepStrictEqual(rows, []);
  deepStrictEqual(problems.map((problem) => problem.slice(0, 32)), [
    "CSR!B2 (User ID) must be an EUI-",
    "CSR!B3 (User ID) must be an EUI-",
    "CSR!B4 (User ID) must be an EUI-",
    "CSR!B5 (User ID) must be typed a",
    "CSR!B6 (User ID) must be an EUI-",
  ]);
  match(problems[2]!, /format the cells of the column as Text/);
});

Deno.test("readExtract() stores references in upper case, without blanks and with plain hyphens", async () => {
  const nep = ["Reporting Quarter", "NEP Reference", "Region", "Kind", "Premises", "Started Date", "Completed Date"];
  const { rows, problems } = await read([
    sheet("RDP", [
      [...RDP, "Closed Date"],
      ["2021-04", "inc 000000439813", "RDP 1", 3, "network", "01/04/2021"],
      ["2021-04", "INC\u2011000000439814", "RDP 1", 3, "network", "01/04/2021"],
    ]),
    sheet("NEP", [nep, ["2019 Q2", "nep \u2013 0012", "North", "mesh", 30]]),
  ]);
  deepStrictEqual(rows.map(({ values }) => values.incident_reference ?? values.nep_reference), [
    "INC000000439813",
    "INC000000439814",
    "NEP-0012",
  ]);
  deepStrictEqual(problems, []);
});

Deno.test("loadFiles() finds one User in three spellings, on one sheet and across sheets", () =>
  atDesk(async (desk) => {
    const { messages } = await desk.loadText(
      "july.csv",
      `${CSR.join()}\n2019-07,90-B3-D5-1F-30-00-01-00,A,1000,900\n2019-07,90-b3-d5-1f-30-00-01-00,A,0,300\n` +
        "2019-07,90B3D51F30000100,A,,200\n",
    );
    deepStrictEqual(messages.map((message) => message.slice(0, 95)), [
      'Cannot load "july.csv" because july!B3 (User ID) must not share its Reporting Month and User ID',
      'Cannot load "july.csv" because july!B4 (User ID) must not share its Reporting Month and User ID',
    ]);
  }));

Deno.test("loadFiles() finds one exception whose reason is spelt in two ways, and keeps two that differ", () =>
  atDesk(async (desk) => {
    const header = "Reporting Month,Device ID,Region,Exception Reason,Raised Date\n";
    const device = "2019-06,00-0B-6B-FF-00-00-00-01,North";
    const same = `${device},No Incident  raised,\n${device},"No incident raised.",\n`;
    const { messages } = await desk.loadText("exceptions.csv", header + same);
    deepStrictEqual(messages.length, 1);
    match(messages[0]!, /D3 \(Exception Reason\) must not share .* with row 2/);
    const { status } = await desk.loadText(
      "ch exceptions june.csv",
      `${header}${device},No incident raised,\n${device},No address given,\n`,
    );
    deepStrictEqual(status, "loaded");
  }));

Deno.test("loadFiles() finds one action whose reference has blanks in one row", () =>
  atDesk(async (desk) => {
    const header = "Action Reference,Report,Raised Date,Meeting,Action,Owner,Due Date,State,Closed Date\n";
    const { messages } = await desk.loadText(
      "actions.csv",
      `${header}OPSG 47/03,,,,Explain,,,,\nopsg47/03,,,,Explain,,,,\n`,
    );
    match(messages.join("\n"), /A3 \(Action Reference\) must not share its Action Reference with row 2/);
  }));
