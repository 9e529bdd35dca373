import { deepStrictEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { readDecimal } from "../../etl/workbook/read_decimal.ts";

const read = (text: string) => readDecimal(new TextEncoder().encode(text), 0, text.length);

Deno.test("readDecimal() agrees with Number, or returns NaN", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 20 });
  fc.assert(
    fc.property(fc.constantFrom("", "-"), digits, fc.constantFrom("", "."), digits, (sign, whole, point, places) => {
      const text = sign + whole + point + places;
      const value = read(text);
      ok(Number.isNaN(value) || Object.is(value, Number(text)), `${text} read as ${value}`);
    }),
    { numRuns: 5000, seed: 1 },
  );
});

Deno.test("readDecimal() reads every number of up to 15 digits", () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 15), max: 10 ** 15 }), fc.integer({ min: 0, max: 15 }), (whole, places) => {
      const text = (whole < 0 ? "-" : "") +
        String(Math.abs(whole)).padStart(16, "0").replace(new RegExp(`(\\d{${places}})$`), ".$1");
      ok(Object.is(read(text), Number(text)), text);
    }),
    { numRuns: 5000, seed: 1 },
  );
});

Deno.test("readDecimal() returns NaN for anything but a plain decimal", () => {
  const others = [
    "",
    "-",
    ".",
    "-.",
    "+1",
    "1e3",
    " 1",
    "1 ",
    "1,5",
    "1.2.3",
    "0x1",
    "--1",
    "1-",
    "Infinity",
    "\u0661",
  ];
  deepStrictEqual(others.filter((text) => !Number.isNaN(read(text))), []);
});
