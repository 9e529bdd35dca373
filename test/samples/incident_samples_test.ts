import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readSample, type SampleRecord } from "./read_sample.ts";

/** A stored date as `yyyy-mm-dd`, from a date cell or from `14 Aug 2019`; null when blank. */
function day(record: SampleRecord, header: string): string | null {
  const value = record[header]?.value;
  if (value === undefined) return null;
  if (typeof value === "number") return new Date((value - 25569) * 86_400_000).toISOString().slice(0, 10);
  const [date, month, year] = String(value).split(" ");
  const number = "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(month!) / 3 + 1;
  return `${year}-${String(number).padStart(2, "0")}-${date}`;
}

function incidentSummary(records: readonly SampleRecord[], first: string, last: string) {
  const summary = { opening: 0, opened: 0, resolved: 0, open: 0, closedSince: 0, education: 0 };
  for (const record of records) {
    const [opened, resolved, closed] = ["Opened Date", "Resolved Date", "Closed Date"].map((header) =>
      day(record, header)
    );
    if (opened! < first && (resolved === null || resolved! >= first)) summary.opening++;
    if (opened! >= first && opened! <= last) {
      summary.opened++;
      if (record["Cause"]!.value === "Customer education") summary.education++;
    }
    if (resolved && resolved >= first && resolved <= last) summary.resolved++;
    if (opened! <= last && (!resolved || resolved > last)) {
      summary.open++;
      if ((resolved && resolved > last) || (closed && closed > last)) summary.closedSince++;
    }
  }
  return summary;
}

Deno.test("RDP Incidents sample of July 2019: 10 resolved, none outstanding", () => {
  const rows = readSample("RDP Incident Report June and July 2019.xlsx")
    .filter((row) => row["Reporting Month"]!.value === "Jul-19");
  const july = incidentSummary(rows, "2019-07-01", "2019-07-31");
  deepStrictEqual([july.opening, july.opened, july.resolved, july.open], [3, 7, 10, 0]);
});

Deno.test("RDP Incidents sample of April 2021: 14 + 22 - 25 = 11 open, 8 closed since, half customer education", () => {
  const april = incidentSummary(readSample("RDP Incident Report April 2021.xlsx"), "2021-04-01", "2021-04-30");
  deepStrictEqual(april, { opening: 14, opened: 22, resolved: 25, open: 11, closedSince: 8, education: 11 });
});

Deno.test("RDP Incidents samples carry over: what March 2021 leaves open, April 2021 opens with", () => {
  const march = incidentSummary(readSample("RDP Incident Report March 2021.xlsx"), "2021-03-01", "2021-03-31");
  strictEqual(march.open, 14);
  strictEqual(march.opening + march.opened - march.resolved, march.open);
});

Deno.test("RDP Incidents samples refer to Incidents as INC and 12 digits, each once a report", () => {
  for (const name of ["March 2021", "April 2021"]) {
    const references = readSample(`RDP Incident Report ${name}.xlsx`).map((row) =>
      String(row["Incident Reference"]!.value)
    );
    ok(references.every((reference) => /^INC\d{12}$/.test(reference)), name);
    strictEqual(new Set(references).size, references.length);
  }
});

function problemSummary(records: readonly SampleRecord[], quarterEnd: string) {
  const isYes = (record: SampleRecord, header: string) => ["Yes", "Y"].includes(String(record[header]!.value));
  const open = records.filter((record) => {
    const closed = day(record, "Closed Date");
    return closed === null || closed > quarterEnd;
  });
  return {
    open: open.length,
    fix: open.filter((record) => isYes(record, "Fix Identified")).length,
    breached: open.filter((record) => {
      const target = day(record, "RCA Target Date")!;
      const completed = day(record, "RCA Completed Date");
      return target < quarterEnd && (completed === null || completed > target);
    }).length,
    significant: open.filter((record) => isYes(record, "Significant or Impactful")).length,
  };
}

Deno.test("Problems sample of Q2 2019: 157 open, 100 with a fix identified", () => {
  const rows = readSample("Quarterly Problem Report 2019.xlsx", "Reporting Quarter")
    .filter((row) => row["Reporting Quarter"]!.value === "Q2 2019");
  const { open, fix } = problemSummary(rows, "2019-06-30");
  deepStrictEqual([open, fix], [157, 100]);
  ok(rows.length > 157, "closed Problems are listed too");
});

Deno.test("Problems sample of Q1 2021: 15 past the RCA target, 60 Significant and/or Impactful", () => {
  const rows = readSample("Quarterly Problem Report Q4 2020 and Q1 2021.xlsb", "Reporting Quarter")
    .filter((row) => row["Reporting Quarter"]!.value === "Jan-Mar 2021");
  const { breached, significant } = problemSummary(rows, "2021-03-31");
  deepStrictEqual([breached, significant], [15, 60]);
});
