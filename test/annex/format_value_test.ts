import { strictEqual } from "node:assert/strict";
import { formatValue } from "../../etl/tables/format_value.ts";

Deno.test("formatValue() groups counts by thousands", () => {
  for (
    const [value, text] of [[0, "0"], [999, "999"], [1000, "1,000"], [56_132_500, "56,132,500"], [
      -1234,
      "-1,234",
    ]] as const
  ) {
    strictEqual(formatValue(value, { kind: "count" }), text);
  }
});

Deno.test("formatValue() rounds a percentage once, to its report's decimals", () => {
  strictEqual(formatValue(112.80345, { kind: "percent", decimals: 1 }), "112.8");
  strictEqual(formatValue(47.9999, { kind: "percent", decimals: 0 }), "48");
  strictEqual(formatValue(96.6, { kind: "percent", decimals: 2 }), "96.60");
  strictEqual(formatValue(0.5, { kind: "percent", decimals: 0 }), "1");
  strictEqual(formatValue(12_345.25, { kind: "percent", decimals: 1 }), "12,345.3");
  strictEqual(formatValue(-0.04, { kind: "percent", decimals: 1 }), "0.0");
});

Deno.test("formatValue() writes dates, months and quarters as the papers do", () => {
  strictEqual(formatValue("2018-02-04", { kind: "date" }), "4 February 2018");
  strictEqual(formatValue("2021-12-01", { kind: "month" }), "December 2021");
  strictEqual(formatValue("2021-01-01", { kind: "quarter" }), "Q1 2021");
  strictEqual(formatValue("2021-10-01", { kind: "quarter" }), "Q4 2021");
});

Deno.test("formatValue() leaves text that looks like a number or a date alone", () => {
  strictEqual(formatValue("4.10", { kind: "text" }), "4.10");
  strictEqual(formatValue("2019-07-01", { kind: "text" }), "2019-07-01");
});
