import { deepStrictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { BiffText } from "../../etl/workbook/binary/biff_text.ts";

/** A text in a list of shared texts (XLUnicodeRichExtendedString, MS-XLS 2.5.293), and where its record is cut. */
const entry = fc.record({
  text: fc.string({ unit: fc.constantFrom("a", "é", "\u00ff", "東", "😀", "\u0000"), maxLength: 8 }),
  runs: fc.nat(2),
  extended: fc.nat(6),
  isCutAfterFlags: fc.boolean(),
  cuts: fc.array(fc.boolean(), { maxLength: 16 }),
});

const short = (value: number) => [value & 0xff, value >>> 8];
const isNarrow = (letters: string) => !/[^\0-\xff]/.test(letters);
const encode = (letters: string) =>
  Array.from({ length: letters.length }, (_, i) => letters.charCodeAt(i)).flatMap((code) =>
    isNarrow(letters) ? [code] : short(code)
  );

Deno.test("BiffText reads shared texts wherever their record is cut and continued", () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), (entries) => {
      const pieces: number[][] = [[]];
      const write = (bytes: number[]) => pieces.at(-1)!.push(...bytes);
      for (const { text, runs, extended, isCutAfterFlags, cuts } of entries) {
        // The letters before and after each cut use as few bytes as possible (MS-XLS 2.4.58).
        const stretches = [isCutAfterFlags ? "" : text.slice(0, 1)];
        for (let i = stretches[0]!.length; i < text.length; i++) {
          if (stretches.length === 1 && isCutAfterFlags || cuts[i]) stretches.push("");
          stretches.push(stretches.pop() + text[i]!);
        }
        const flags = (letters: string) => (isNarrow(letters) ? 0 : 1) | (runs > 0 ? 8 : 0) | (extended > 0 ? 4 : 0);
        write([...short(text.length), flags(stretches[0]!)]);
        if (runs > 0) write(short(runs));
        if (extended > 0) write([...short(extended), 0, 0]);
        for (const [i, letters] of stretches.entries()) {
          if (i > 0) pieces.push([flags(letters) & 1]);
          write(encode(letters));
        }
        const trailer = new Array(4 * runs + extended).fill(0xee);
        write(trailer.slice(0, 3));
        if (trailer.length > 3) pieces.push(trailer.slice(3));
      }
      const [body, ...continued] = pieces.map((bytes) => new DataView(Uint8Array.from(bytes).buffer));
      const reader = new BiffText({ type: 0xfc, body: body!, continued }, 0, null);
      deepStrictEqual(entries.map(() => reader.rich()), entries.map(({ text }) => text));
      deepStrictEqual(reader.isAtEnd, true);
    }),
    { numRuns: 300, seed: 20190706 },
  );
});

Deno.test("BiffText reads a text of Excel 95 in its code page, and refuses an unknown code page", () => {
  const record = { type: 0x0204, body: new DataView(Uint8Array.of(2, 0, 0xc4, 0x80).buffer), continued: [] };
  deepStrictEqual(new BiffText(record, 0, 1252).long(), "Ä€");
  deepStrictEqual(new BiffText(record, 0, 1251).long(), "ДЂ");
  // From the tables of the code pages: 0xc4 is a line in 437, 850 and 737. 0x80 is Ç in 437 and 850, and Α in 737.
  deepStrictEqual(new BiffText(record, 0, 437).long(), "─Ç");
  deepStrictEqual(new BiffText(record, 0, 850).long(), "─Ç");
  deepStrictEqual(new BiffText(record, 0, 737).long(), "─Α");
  deepStrictEqual(new BiffText(record, 0, 10007).long(), "ƒА");
  throws(() => new BiffText(record, 0, 1361).long(), /code page 1361, which is not read/);
});

Deno.test("BiffText refuses a text longer than its record", () => {
  const record = { type: 0x0204, body: new DataView(Uint8Array.of(9, 0, 0, 0x41).buffer), continued: [] };
  throws(() => new BiffText(record, 0, null).long(), RangeError);
});
