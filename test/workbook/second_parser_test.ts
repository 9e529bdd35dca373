import { deepStrictEqual, notStrictEqual, rejects } from "node:assert/strict";
import fc from "fast-check";
import { numberFormats } from "../../etl/workbook/number_formats.ts";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";
import { RowScanner } from "../../etl/workbook/xlsx/row_scanner.ts";
import { SheetScanner } from "../../etl/workbook/xlsx/sheet_scanner.ts";
import { parseWithSheetjs } from "./parse_with_sheetjs.ts";
import { StringTable } from "../../etl/workbook/xlsx/string_table.ts";
import type { Sheet, Workbook } from "../../etl/workbook/workbook.ts";
import type { Cell, Row } from "../../etl/workbook/cell.ts";
import type { XmlScanner } from "../../etl/workbook/xml/xml_scanner.ts";
import { generatedBinary } from "./generated_binary.ts";
import { type GeneratedWorkbook, generatedWorkbook } from "./generated_workbook.ts";
import { fixture, notation, readCells } from "./read_cells.ts";

/** SheetJS reading the same file: an independent parser of every format but text. */
async function bySheetjs(path: string): Promise<Record<string, string>> {
  const [format] = /[^.]*$/.exec(path)!;
  const sheets = await parseWithSheetjs(await Deno.readFile(path));
  return await readCells({ format: format as Workbook["format"], sheets });
}

// Every difference between the two readers over the workbooks of this project: what SheetJS reads, and why ours stands.
const DIFFERENCES: Record<string, Record<string, string | undefined>> = {
  // It decodes no carriage return from _x000D_ before a line end.
  "escapes.xlsx": { "Escapes!A1": '"ABC\\nDEF"' },
  // It loses characters beyond the basic plane written as references, and takes a comment for text.
  "strings.xlsx": { "Strings!F1": '"R&D \uf61c \uf61c <b>"', "Strings!H1": '"one<!-- not text --> two"' },
  // It finds no inline text whose elements are prefixed.
  "prefixed.xlsx": { "Cells!A1": undefined },
  // It takes a text formula that was never calculated for the empty text.
  "uncached-formula.xlsx": { "Formulas!D1": '""' },
  // It knows no format of a column's default style or of a style's parent, and writes a duration's as a time of day's.
  "everyday.ods": { "Data!C2": "0.966", "Data!D2": "0.9935", "Data!H2": "1.5 as HH:MM:SS" },
  // It takes an error whose value is two bytes long for false.
  "older-writers.xls": { "Working!B3": "false" },
  // It trims a non-breaking space.
  "texts.ods": { "Texts!C1": '"R&D in bold"' },
  // Errors and false that other programs save as the number 0, a formula without a value, a formula of the empty text.
  "errors-and-formulas.ods": {
    "Cells!B1": "0",
    "Cells!C1": "0",
    "Cells!D1": undefined,
    "Cells!E1": '="" without a value',
    "Cells!F1": "0",
  },
  // It knows no small letters in a reference.
  "small-references.xlsx": { "Cells!A1": undefined, "Cells!AB1": undefined, "Cells!B1": "2" },
  // It takes every part for UTF-8.
  "latin-2-parts.xlsx": { "Cells!A1": '"caf\ufffd \ufffd"' },
  // It leaves out what a merged cell covers.
  "repeats.ods": { "Cells!B6": undefined },
};

/**
 * Read by us, refused by SheetJS: it knows no footnote in a cell, no zip64, no key of Excel's own, no module in a list of sheets, no padding behind
 * several numbers in a record or between sheets, no UTF-16 without a mark, and finds sheets by their places alone.
 */
const SHEETJS_REFUSES = [
  "footnote.ods",
  "zip64.xlsx",
  "module-sheet.xlsx",
  "module-sheet.xlsb",
  "protected-structure-97.xls",
  "protected-structure-2003.xls",
  "protected-structure.xlsx",
  "protected-structure-2007.xlsx",
  "protected-structure.xlsb",
  "padded-records.xls",
  "misplaced-sheets.xls",
  "zeros-between-sheets.xls",
  "utf-16-without-mark.xlsx",
  "utf-16-parts.ods",
];

for (const { name } of [...Deno.readDirSync(fixture("."))].sort((a, b) => a.name < b.name ? -1 : 1)) {
  if (!/\.(xlsx|xlsm|xlsb|xls|ods)$/.test(name) || SHEETJS_REFUSES.includes(name)) continue;
  const own = await openWorkbook(fixture(name)).then(readCells).catch(() => null);
  if (own === null) continue;
  Deno.test(`openWorkbook() agrees with SheetJS on ${name}, but for the differences explained`, async () => {
    const other = await bySheetjs(fixture(name));
    const differences: Record<string, string | undefined> = {};
    for (const address of new Set([...Object.keys(own), ...Object.keys(other)])) {
      if (own[address] !== other[address]) differences[address] = other[address];
    }
    deepStrictEqual(differences, DIFFERENCES[name] ?? {});
  });
}

for (const name of SHEETJS_REFUSES) {
  Deno.test(`openWorkbook() reads ${name}, which SheetJS refuses`, async () => {
    await rejects(bySheetjs(fixture(name)));
    notStrictEqual(await readCells(await openWorkbook(fixture(name))), {});
  });
}

/** Whether SheetJS is known to read such a cell otherwise, for a reason listed above. */
function isExplained(cell: Cell, { sheet }: GeneratedWorkbook): boolean {
  const isPrefixed = sheet.includes("<x:c");
  return cell.kind === "text" && (cell.text.includes("_x000D_") || isPrefixed);
}

Deno.test("openWorkbook() reads what was generated, cell for cell, and as SheetJS does", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/generated.xlsx`;
  try {
    await fc.assert(
      fc.asyncProperty(generatedWorkbook, async (generated) => {
        await Deno.writeFile(path, generated.bytes);
        const own = await readCells(await openWorkbook(path));
        deepStrictEqual(
          own,
          Object.fromEntries([...generated.cells].map(([address, cell]) => [address, notation(cell)])),
        );
        const other = await bySheetjs(path);
        for (const [address, cell] of generated.cells) {
          if (isExplained(cell, generated)) other[address] = notation(cell);
        }
        deepStrictEqual(other, own);
      }),
      { numRuns: 150, seed: 20190701 },
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("SheetScanner reads the same rows however the bytes are cut into chunks", () => {
  fc.assert(
    fc.property(generatedWorkbook, fc.integer({ min: 1, max: 400 }), (generated, size) => {
      deepStrictEqual(scan(generated, size), scan(generated, Infinity));
    }),
    { numRuns: 150, seed: 20190702 },
  );
});

function scan(generated: GeneratedWorkbook, size: number): Row[] {
  const strings = new StringTable();
  push(strings, generated.strings, size);
  const sheet = new SheetScanner({ strings, formats: numberFormats(generated.styles), epoch: 1900 });
  push(sheet, generated.sheet, size);
  return sheet.take();
}

function push(scanner: XmlScanner, xml: string, size: number): void {
  const bytes = new TextEncoder().encode(xml);
  for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
  scanner.finish();
}

/** What a reader sees beside the cells: names, what is hidden of them, and of their rows and columns. */
async function shape(sheets: readonly Sheet[]) {
  return await Promise.all(sheets.map(async (sheet) => ({
    name: sheet.name,
    visibility: sheet.visibility,
    columns: (await sheet.hiddenColumns()).flatMap(({ first, last }) =>
      Array.from({ length: Math.min(last, 300) - first + 1 }, (_, i) => first + i)
    ),
    rows: (await Array.fromAsync(sheet.rows())).flat().filter((row) => row.hidden).map((row) => row.number),
  })));
}

// Written by LibreOffice, xlwt and pyxlsbwriter: what others write, with formulas, rich texts and texts over several records.
const OF_OTHERS = new URL("../workbooks_of_others/", import.meta.url);

for (const { name } of [...Deno.readDirSync(OF_OTHERS)].sort((a, b) => a.name < b.name ? -1 : 1)) {
  if (!/\.xlsb?$/.test(name)) continue;
  Deno.test(`openWorkbook() agrees with SheetJS on ${name}, which another program wrote`, async () => {
    const path = new URL(name, OF_OTHERS).pathname;
    const own = await openWorkbook(path);
    const other = await parseWithSheetjs(await Deno.readFile(path));
    const cells = await readCells(own);
    notStrictEqual(Object.keys(cells).length, 0);
    deepStrictEqual(cells, await readCells({ format: own.format, sheets: other }));
    deepStrictEqual(await shape(own.sheets), await shape(other));
  });
}

for (const bookType of ["biff8", "biff5", "xlsb"] as const) {
  Deno.test(`openWorkbook() reads what was generated as ${bookType}, cell for cell, and as SheetJS does`, async () => {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/generated.${bookType === "xlsb" ? "xlsb" : "xls"}`;
    try {
      await fc.assert(
        fc.asyncProperty(generatedBinary(bookType), async ({ bytes, sheets, hiddenColumns, cells }) => {
          await Deno.writeFile(path, bytes);
          const own = await openWorkbook(path);
          const read = await readCells(own);
          deepStrictEqual(
            read,
            Object.fromEntries([...cells].map(([address, cell]) => [address, notation(cell)])),
          );
          const seen = await shape(own.sheets);
          deepStrictEqual(seen.map(({ name, visibility }) => ({ name, visibility })), sheets);
          deepStrictEqual(seen[0]!.columns, hiddenColumns);
          const other = await parseWithSheetjs(bytes);
          deepStrictEqual(await readCells({ format: own.format, sheets: other }), read);
          deepStrictEqual(await shape(other), seen);
        }),
        { numRuns: 40, seed: 20190705 },
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

Deno.test("SheetScanner joins a row split over several elements, wherever the bytes are cut and the rows are taken", () => {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const number = i * 2 + 1;
    const cell = (letter: string) => `<c r="${letter}${number}"><v>${number}</v></c>`;
    const row = (cells: string) => `<row r="${number}">${cells}</row>`;
    // Some rows stand whole, some in two elements, some in three, one of which is empty.
    if (i % 3 === 0) return row(cell("A") + cell("B") + cell("D"));
    if (i % 3 === 1) return row(cell("A")) + row(cell("B") + cell("D"));
    return `${row(cell("A") + cell("B"))}\n<row r="${number}"/>${row(cell("D"))}`;
  });
  const bytes = new TextEncoder().encode(`<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`);
  const expected = rows.map((_, i) => {
    const cell = { kind: "number", value: i * 2 + 1, format: "General" };
    return { number: i * 2 + 1, cells: [cell, cell, undefined, cell], hidden: false };
  });
  for (let size = 1; size <= 300; size += 7) {
    for (const plain of [null, RowScanner.take()]) {
      const scanner = new SheetScanner({ strings: null, formats: numberFormats(null), epoch: 1900 }, plain);
      const read: Row[] = [];
      for (let at = 0; at < bytes.length; at += size) {
        scanner.push(bytes.subarray(at, at + size));
        read.push(...scanner.take());
      }
      scanner.finish();
      read.push(...scanner.take());
      plain?.release();
      deepStrictEqual(read.map((row) => ({ ...row, cells: [...row.cells] })), expected, `${size} bytes`);
    }
  }
});
