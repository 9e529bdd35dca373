import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { SSF } from "@e965/xlsx";
import fc from "fast-check";
import { isDateFormat, serialToIso } from "../../etl/workbook/excel_date.ts";

Deno.test("serialToIso() agrees with SheetJS on the day of every serial of both calendars", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_958_465 }), fc.boolean(), (serial, is1904) => {
      fc.pre(is1904 ? serial + 1462 <= 2_958_465 : serial !== 60);
      const { y, m, d } = SSF.parse_date_code(serial, { date1904: is1904 });
      const iso = `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
      strictEqual(serialToIso(serial, is1904 ? 1904 : 1900), iso);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

Deno.test("serialToIso() reproduces every second of a day", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 86_399 }), (second) => {
      const time = new Date(second * 1000).toISOString().slice(11, 19);
      strictEqual(serialToIso(43_647 + second / 86_400, 1900), `2019-07-01T${time}`);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

Deno.test("serialToIso() returns null before the calendar, on 29 February 1900 and after the year 9999", () => {
  deepStrictEqual(
    [0, 0.5, -1, 60, 60.5, 2_958_466, NaN].map((serial) => serialToIso(serial, 1900)),
    Array(7).fill(null),
  );
  deepStrictEqual([-1, 2_957_004].map((serial) => serialToIso(serial, 1904)), [null, null]);
  strictEqual(serialToIso(2_958_465.9999999999, 1900), null, "the last midnight rounds into the year 10000");
});

Deno.test("isDateFormat() distinguishes dates from times, numbers and texts", () => {
  const dates = [
    "d",
    "mmmm",
    "m/d/yy",
    "yyyy-mm-dd h:mm",
    "[$-409]d-mmm-yy;@",
    "mm:ss d",
    "[Red]yyyy",
    '"on "dd',
    "General;dd/mm/yyyy",
  ];
  const others = [
    ...["General", "GENERAL", "0", "#,##0.00;[Red]-#,##0.00", "0.00E+00", "@", "", "?/?", "0%"],
    ...["h:mm", "h:mm:ss AM/PM", "mm:ss", "mm:ss.0", "[h]:mm:ss", "[mm]:ss", "hh\\hmm", 'h"h "m"m"'],
    ...['0" days"', "0\\d", "[$-F400]h:mm:ss", "_-£* #,##0_d", "[Yellow]0", '"mm/dd"0', '#,##0 "yd"'],
  ];
  deepStrictEqual(dates.filter((format) => !isDateFormat(format)), []);
  deepStrictEqual(others.filter((format) => isDateFormat(format)), []);
});
