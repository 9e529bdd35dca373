import { type CellObject, utils, type WorkBook, type WorkSheet, write } from "@e965/xlsx";
import fc from "fast-check";
import { columnLetters } from "../../etl/workbook/address.ts";
import type { Sheet } from "../../etl/workbook/workbook.ts";
import type { Cell } from "../../etl/workbook/cell.ts";

/** A generated workbook: the bytes from SheetJS, and the expected content. */
export interface GeneratedBinary {
  readonly bytes: Uint8Array;
  readonly sheets: readonly Pick<Sheet, "name" | "visibility">[];
  /** The hidden columns of the first sheet, from 0. SheetJS writes none for Excel 95. */
  readonly hiddenColumns: readonly number[];
  /** The expected cells by address: `Sheet 1!A1`. */
  readonly cells: ReadonlyMap<string, Cell>;
}

interface Drawn {
  readonly cell: (epoch: 1900 | 1904) => Cell;
  readonly object: CellObject;
}

const FORMATS = ["General", "0.00%", "#,##0", "0000", '0" days"', "[h]:mm"];
const DATE_FORMATS = ["dd/mm/yyyy", "mmm\\-yy", "yyyy-mm-dd hh:mm"];
const ERRORS = { "#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42 };

/** Texts that SheetJS can also write for Excel 95. */
const latin = fc.string({ unit: fc.constantFrom(..."abZ19 ,.-%&<>\"'\n\t"), minLength: 1, maxLength: 20 });
const wide = fc.string({
  unit: fc.constantFrom(..."aé€東ﬁ\u00a0\u200b", "😀", "\r\n", "_x000D_"),
  minLength: 1,
  maxLength: 12,
});
// Long enough for a list of texts to continue in another record. SheetJS's writer loops forever if one text exceeds a
// record.
const long = fc.record({ text: wide, times: fc.integer({ min: 1, max: 2500 }), end: fc.constantFrom("", "z", "東") })
  .map(({ text, times, end }) => text.repeat(times).slice(0, 4000).replace(/[\ud800-\udbff]$/, "") + end);

const number = fc.oneof(
  fc.integer(),
  fc.integer({ min: -(2 ** 29), max: 2 ** 29 - 1 }),
  fc.integer({ min: -(2 ** 29), max: 2 ** 29 - 1 }).map((hundredths) => hundredths / 100),
  // SheetJS's writer corrupts the largest and smallest doubles.
  fc.double({ noNaN: true, min: -1e200, max: 1e200 }).filter((value) => Math.abs(value) > 1e-200),
).map((value) => value === 0 ? 0 : value);

const drawn = (text: fc.Arbitrary<string>): fc.Arbitrary<Drawn> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: text.map((text): Drawn => ({ cell: () => ({ kind: "text", text }), object: { t: "s", v: text } })),
    },
    {
      weight: 3,
      arbitrary: fc.record({ value: number, format: fc.constantFrom(...FORMATS) }).map(({ value, format }): Drawn => ({
        cell: () => ({ kind: "number", value, format }),
        object: { t: "n", v: value, z: format },
      })),
    },
    {
      weight: 2,
      // Half days since 1 March 1900. A double stores them exactly. In the 1904 system they count from 1 January 1904.
      arbitrary: fc.record({ halves: fc.integer({ min: 122, max: 140_000 }), format: fc.constantFrom(...DATE_FORMATS) })
        .map(({ halves, format }): Drawn => ({
          cell: (epoch) => {
            const first = epoch === 1900 ? Date.UTC(1899, 11, 30) : Date.UTC(1904, 0, 1);
            const day = new Date(first + Math.floor(halves / 2) * 86_400_000).toISOString().slice(0, 10);
            return { kind: "date", iso: halves % 2 === 0 ? day : `${day}T12:00:00` };
          },
          object: { t: "n", v: halves / 2, z: format },
        })),
    },
    {
      weight: 1,
      arbitrary: fc.boolean().map((value): Drawn => ({
        cell: () => ({ kind: "boolean", value }),
        object: { t: "b", v: value },
      })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...Object.entries(ERRORS)).map(([text, code]): Drawn => ({
        cell: () => ({ kind: "error", text }),
        object: { t: "e", v: code },
      })),
    },
  );

const gap = (most: number) => fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: most }));

const sheetOf = (text: fc.Arbitrary<string>) =>
  fc.record({
    hidden: fc.constantFrom(0, 0, 1, 2) as fc.Arbitrary<0 | 1 | 2>,
    rows: fc.array(
      fc.record({ gap: gap(300), cells: fc.array(fc.record({ gap: gap(20), drawn: drawn(text) }), { maxLength: 8 }) }),
      { maxLength: 8 },
    ),
  });

/** Workbooks of one to four sheets with cells of all kinds. Texts for Excel 95 (biff5) are ASCII only. */
export function generatedBinary(bookType: "biff8" | "biff5" | "xlsb"): fc.Arbitrary<GeneratedBinary> {
  const isOld = bookType === "biff5";
  const text = isOld ? latin : fc.oneof({ weight: 8, arbitrary: latin }, { weight: 8, arbitrary: wide }, long);
  return fc.record({
    sheets: fc.array(sheetOf(text), { minLength: 1, maxLength: 4 }),
    hiddenColumns: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
    isMerged: fc.boolean(),
    date1904: fc.boolean(),
    hasShared: fc.boolean(),
  }).map(({ sheets, hiddenColumns, isMerged, date1904, hasShared }) => {
    const cells = new Map<string, Cell>();
    const names = sheets.map((_, i) => `Sheet ${i + 1}${isOld ? "" : " é東"}`);
    const made = sheets.map(({ rows }, i): WorkSheet => {
      const sheet: WorkSheet = {};
      let [row, width] = [0, 1];
      for (const line of rows) {
        row += 1 + line.gap;
        let column = -1;
        for (const { gap, drawn } of line.cells) {
          column += 1 + gap;
          sheet[`${columnLetters(column)}${row}`] = drawn.object;
          cells.set(`${names[i]}!${columnLetters(column)}${row}`, drawn.cell(date1904 ? 1904 : 1900));
        }
        width = Math.max(width, column + 1);
      }
      sheet["!ref"] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(row, 1) - 1, c: width - 1 } });
      if (isMerged) sheet["!merges"] = [utils.decode_range("A1:C2")];
      if (i === 0) {
        sheet["!cols"] = Array.from({ length: 10 }, (_, at) => ({ wch: 9, hidden: hiddenColumns.includes(at) }));
      }
      return sheet;
    });
    const book: WorkBook = {
      SheetNames: names,
      Sheets: Object.fromEntries(made.map((sheet, i) => [names[i]!, sheet])),
      Workbook: { WBProps: { date1904 }, Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden })) },
    };
    // SheetJS cuts an unshared text at 255 letters. Excel 95 has no shared texts.
    const isLong = [...cells.values()].some((cell) => cell.kind === "text" && cell.text.length > 255);
    return {
      bytes: new Uint8Array(write(book, { bookType, type: "array", bookSST: !isOld && (hasShared || isLong) })),
      sheets: sheets.map(({ hidden }, i) => ({
        name: names[i]!,
        visibility: (["visible", "hidden", "very hidden"] as const)[hidden],
      })),
      hiddenColumns: isOld ? [] : hiddenColumns.toSorted((one, other) => one - other),
      cells,
    };
  });
}
