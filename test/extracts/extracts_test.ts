import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { Classification } from "../../etl/base/classification.ts";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { dateCell, day, percentCell, read, sheet, type Shorthand } from "../contract/hand_made_workbook.ts";

/** An entry of the agreed table of extracts. It has the canonical headers, a good row, and its values. */
interface Case {
  readonly name: string;
  readonly classification: Classification;
  readonly key: readonly string[];
  readonly period: string | null;
  readonly cells: readonly (readonly [header: string, cell: Shorthand, value: unknown])[];
  /** Columns that may be blank, or that the table does not mention. */
  readonly mayBeBlank: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "performance_measures",
    classification: "white",
    key: ["reporting_month", "provider", "region", "measure"],
    period: "2019-06-01",
    cells: [
      ["Reporting Month", dateCell("2019-06-01"), day("2019-06-01")],
      ["Measure", "PM3.2", "PM3.2"],
      [
        "Measure Name",
        "Category 3 Alerts delivered to the DCC WAN Gateway Interface",
        "Category 3 Alerts delivered to the DCC WAN Gateway Interface",
      ],
      ["Provider", "CSP", "CSP"],
      ["Region", "North", "North"],
      ["Within Target", 966, 966],
      ["Total", "1,000", 1000],
      ["Achieved %", percentCell(0.966), 96.6],
      ["Target Service Level %", 99, 99],
      ["Minimum Service Level %", "96.00%", 96],
    ],
    mayBeBlank: ["Measure Name", "Achieved %", "Target Service Level %", "Minimum Service Level %"],
  },
  {
    name: "csr_variance",
    classification: "amber",
    key: ["reporting_month", "user_id"],
    period: "2019-07-01",
    cells: [
      ["Reporting Month", "Jul-19", day("2019-07-01")],
      ["User ID", "90-B3-D5-1F-30-01-00-00", "90-B3-D5-1F-30-01-00-00"],
      ["User Name", "Alpha Energy", "Alpha Energy"],
      ["Forecast Volume", 1200, 1200],
      ["Actual Volume", 1320, 1320],
    ],
    mayBeBlank: ["User Name", "Forecast Volume"],
  },
  {
    name: "sr_variance",
    classification: "amber",
    key: ["reporting_month", "user_id", "service_reference_variant"],
    period: "2019-07-01",
    cells: [
      ["Reporting Month", "2019-07", day("2019-07-01")],
      ["User ID", "90-B3-D5-1F-30-01-00-00", "90-B3-D5-1F-30-01-00-00"],
      ["User Name", "Alpha Energy", "Alpha Energy"],
      ["User Role", "RSA", "RSA"],
      ["Service Reference Variant", "4.10", "4.10"],
      ["Forecast Volume", 0, 0],
      ["Actual Volume", 9, 9],
    ],
    mayBeBlank: ["User Name", "User Role", "Forecast Volume"],
  },
  {
    name: "ch_returns",
    classification: "amber",
    key: ["device_id", "returned_date"],
    period: "2021-01-01",
    cells: [
      ["Device ID", "90-B3-D5-1F-30-02-00-01", "90-B3-D5-1F-30-02-00-01"],
      ["Region", "Central", "Central"],
      ["Returned Date", "12/12/2020", day("2020-12-12")],
      ["Closed Date", "31/03/2021", day("2021-03-31")],
      ["Return Reason", "SM WAN", "SM WAN"],
      ["Return Stage", "Prior to Installation", "Prior to Installation"],
      ["Attribution", "No Fault Found", "No Fault Found"],
    ],
    mayBeBlank: ["Region", "Closed Date", "Return Reason", "Return Stage", "Attribution"],
  },
  {
    name: "ch_exceptions",
    classification: "amber",
    key: ["reporting_month", "device_id", "exception_reason"],
    period: "2019-06-01",
    cells: [
      ["Reporting Month", "06/2019", day("2019-06-01")],
      ["Device ID", "90-B3-D5-1F-30-02-00-01", "90-B3-D5-1F-30-02-00-01"],
      ["Region", "South", "South"],
      ["Exception Reason", "No incident has been raised for outage", "No incident has been raised for outage"],
      ["Raised Date", "3 Jun 2019", day("2019-06-03")],
    ],
    mayBeBlank: ["Region", "Raised Date"],
  },
  {
    name: "ch_installations",
    classification: "amber",
    key: ["reporting_month", "device_id", "installed_date"],
    period: "2019-06-01",
    cells: [
      ["Reporting Month", "June 2019", day("2019-06-01")],
      ["Device ID", "90-B3-D5-1F-30-02-00-01", "90-B3-D5-1F-30-02-00-01"],
      ["Region", "South", "South"],
      ["Installing Party", "Alpha Energy", "Alpha Energy"],
      ["Expected Variant", "HAN 868", "HAN 868"],
      ["Installed Variant", "HAN 2400", "HAN 2400"],
      ["Installed Date", "2019-06-30", day("2019-06-30")],
    ],
    mayBeBlank: ["Region", "Installing Party", "Expected Variant", "Installed Variant"],
  },
  {
    name: "network_enhancement_plans",
    classification: "green",
    key: ["reporting_quarter", "nep_reference"],
    period: "2019-04-01",
    cells: [
      ["Reporting Quarter", "2019 Q2", day("2019-04-01")],
      ["NEP Reference", "NEP-0012", "NEP-0012"],
      ["Region", "North", "North"],
      ["Kind", "mesh", "mesh"],
      ["Premises", 322, 322],
      ["Started Date", dateCell("2019-01-07"), day("2019-01-07")],
      ["Completed Date", dateCell("2019-06-28"), day("2019-06-28")],
    ],
    mayBeBlank: ["Region", "Kind", "Started Date", "Completed Date"],
  },
  {
    name: "rdp_incidents",
    classification: "amber",
    key: ["reporting_month", "incident_reference"],
    period: "2021-04-01",
    cells: [
      ["Reporting Month", "Apr-21", day("2021-04-01")],
      ["Incident Reference", "INC000000707890", "INC000000707890"],
      ["RDP", "Northern RDP", "Northern RDP"],
      ["Category", 3, "3"],
      ["Cause", "Customer education", "Customer education"],
      ["Opened Date", "01/04/2021", day("2021-04-01")],
      ["Resolved Date", "02/04/2021", day("2021-04-02")],
      ["Closed Date", "03/05/2021", day("2021-05-03")],
    ],
    mayBeBlank: ["RDP", "Category", "Cause", "Opened Date", "Resolved Date", "Closed Date"],
  },
  {
    name: "problems",
    classification: "amber",
    key: ["reporting_quarter", "problem_reference"],
    period: "2021-01-01",
    cells: [
      ["Reporting Quarter", "Jan-Mar 2021", day("2021-01-01")],
      ["Problem Reference", "PBI000000012345", "PBI000000012345"],
      ["Opened Date", "05/01/2021", day("2021-01-05")],
      ["Closed Date", "06/01/2021", day("2021-01-06")],
      ["State", "Under investigation", "Under investigation"],
      ["Fix Identified", "Y", true],
      ["RCA Target Date", "01/02/2021", day("2021-02-01")],
      ["RCA Completed Date", "02/02/2021", day("2021-02-02")],
      ["Significant or Impactful", 0, false],
    ],
    mayBeBlank: [
      "Opened Date",
      "Closed Date",
      "State",
      "Fix Identified",
      "RCA Target Date",
      "RCA Completed Date",
      "Significant or Impactful",
    ],
  },
  {
    name: "post_commissioning_devices",
    classification: "red",
    key: ["period_end", "device_id"],
    period: "2019-07-01",
    cells: [
      ["Period End", dateCell("2019-07-31"), day("2019-07-31")],
      ["Device ID", "90-B3-D5-1F-30-03-00-01", "90-B3-D5-1F-30-03-00-01"],
      ["Device Type", "GSME", "GSME"],
      ["User ID", "90-B3-D5-1F-30-01-00-00", "90-B3-D5-1F-30-01-00-00"],
      ["Commissioned Date", "23/07/2019", day("2019-07-23")],
      ["DCC Interrogation", true, true],
      ["Recovery Cell Populated", "No", false],
      ["Issue Security Credentials", 2, 2],
      ["Update Security Credentials (Device)", 1, 1],
      ["Update Security Credentials (KRP)", 0, 0],
    ],
    mayBeBlank: ["Device Type", "User ID", "Commissioned Date", "DCC Interrogation", "Recovery Cell Populated"],
  },
  {
    name: "report_register",
    classification: "white",
    key: ["report", "report_period"],
    period: "2019-04-01",
    cells: [
      ["Report", 3, "3"],
      ["Period", "2019 Q2", day("2019-04-01")],
      ["Published Date", "14/08/2019", day("2019-08-14")],
      ["Reference", "SECP_72_1309_22", "SECP_72_1309_22"],
      ["Stored At", "SEC website, Panel papers", "SEC website, Panel papers"],
      ["Reason Not Published", "INC000000439813", "INC000000439813"],
    ],
    mayBeBlank: ["Published Date", "Reference", "Stored At", "Reason Not Published"],
  },
  {
    name: "actions",
    classification: "green",
    key: ["action_reference"],
    period: null,
    cells: [
      ["Action Reference", "OPSG 47/03", "OPSG 47/03"],
      ["Report", "Performance Measurement Report", "Performance Measurement Report"],
      ["Raised Date", "27/08/2019", day("2019-08-27")],
      ["Meeting", "OPSG 47", "OPSG 47"],
      ["Action", "Provide a remediation plan", "Provide a remediation plan"],
      ["Owner", "DCC", "DCC"],
      ["Due Date", "24/09/2019", day("2019-09-24")],
      ["State", "Partially discharged", "Partially discharged"],
      ["Closed Date", "25/09/2019", day("2019-09-25")],
    ],
    mayBeBlank: ["Report", "Raised Date", "Meeting", "Action", "Owner", "Due Date", "State", "Closed Date"],
  },
];

Deno.test("allExtracts() has the agreed extracts and no others", async () => {
  const names = (await allExtracts()).map((extract) => extract.name);
  deepStrictEqual(names, CASES.map((one) => one.name).sort());
});

for (const { name, classification, key, period, cells, mayBeBlank } of CASES) {
  const headers = cells.map(([header]) => header);

  Deno.test(`${name} is read from its canonical headers`, async () => {
    const outcome = await read([sheet("Sheet1", [headers, cells.map(([, cell]) => cell)])], "export.xlsx");
    deepStrictEqual(outcome.problems, []);
    deepStrictEqual(outcome.recognised, { Sheet1: name });
    deepStrictEqual(Object.values(outcome.rows[0]!.values), cells.map(([, , value]) => value));
    strictEqual(outcome.rows[0]!.period, period === null ? null : day(period));
  });

  Deno.test(`${name} is read from every other spelling of its headers`, async () => {
    const extract = (await allExtracts()).find((one) => one.name === name)!;
    for (const [index, column] of Object.values(extract.columns).entries()) {
      for (const spelling of column.also ?? []) {
        const header = headers.with(index, spelling);
        const outcome = await read([sheet("Sheet1", [header, cells.map(([, cell]) => cell)])], "export.xlsx");
        deepStrictEqual([outcome.problems, outcome.recognised], [[], { Sheet1: name }], spelling);
      }
    }
  });

  Deno.test(`${name} has the agreed class and key`, async () => {
    const extract = (await allExtracts()).find((one) => one.name === name)!;
    strictEqual(extract.classification, classification);
    deepStrictEqual(extract.key, key);
    for (const column of Object.values(extract.columns)) strictEqual(column.classification, classification);
  });

  Deno.test(`${name} accepts a blank only if it has a meaning`, async () => {
    for (const [blank, [header]] of cells.entries()) {
      const row = cells.map(([, cell], index) => index === blank ? null : cell);
      const outcome = await read([sheet("Sheet1", [headers, row])], "export.xlsx");
      strictEqual(outcome.problems.length, mayBeBlank.includes(header) ? 0 : 1, header);
    }
  });
}
