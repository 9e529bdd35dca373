import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readSample } from "./read_sample.ts";

const LINES = readSample("DCC Report Register.xlsx", "Report").map((record) => ({
  report: String(record["Report"]!.value),
  period: record["Period"]!.text,
  published: record["Published Date"]?.text ?? null,
  reason: record["Reason Not Published"]?.text ?? null,
  storedAt: record["Stored At"]?.text ?? null,
}));

const line = (report: string, ...periods: string[]) =>
  LINES.filter((one) => one.report === report && periods.includes(one.period));

Deno.test("register sample has January 2018's variance reports published on 14/02/2018", () => {
  for (const report of ["CSR Forecast Variance", "Service Request (SR) Variance and Metrics"]) {
    deepStrictEqual(line(report, "January 2018").map(({ published }) => published), ["14/02/2018"]);
  }
});

Deno.test("register sample has July 2019's CSR on time, SR late and June 2019's PMR on its due day", () => {
  strictEqual(line("CSR Forecast Variance", "July 2019")[0]?.published, "14/08/2019");
  strictEqual(line("Service Request (SR) Variance and Metrics", "July 2019")[0]?.published, "19/08/2019");
  strictEqual(line("Performance Measurement Report (PMR)", "Jun-19")[0]?.published, "02/08/2019");
});

Deno.test("register sample has post commissioning not published February to June 2019, with both incidents", () => {
  const missing = line(
    "Post Commissioning Information (RED)",
    "February 2019",
    "March 2019",
    "April 2019",
    "May 2019",
    "June 2019",
  );
  strictEqual(missing.length, 5);
  for (const { published, reason, storedAt } of missing) {
    strictEqual(published, null);
    strictEqual(storedAt, null);
    ok(reason?.includes("INC000000439813") && reason.includes("INC000000452354"));
  }
  strictEqual(line("Post Commissioning Information (RED)", "July 2019")[0]?.published, "16/08/2019");
});

Deno.test("register sample has a reason wherever it has no date, and a place wherever it has one", () => {
  for (const one of LINES) strictEqual(one.published === null, one.reason !== null, JSON.stringify(one));
  for (const one of LINES) strictEqual(one.published === null, one.storedAt === null, JSON.stringify(one));
});
