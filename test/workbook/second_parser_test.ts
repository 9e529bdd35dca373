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

/** Reads the same file with SheetJS, an independent parser of every format except text. */
async function bySheetjs(path: string): Promise<Record<string, string>> {
  const [format] = /[^.]*$/.exec(path)!;
  const sheets = await parseWithSheetjs(await Deno.readFile(path));
  return await readCells({ format: format as Workbook["format"], sheets });
}

// Every difference between the two readers over the project's workbooks: the result of SheetJS, and why ours is right.
const DIFFERENCES: Record<string, Record<string, string | undefined>> = {
  // SheetJS decodes no carriage return from _x000D_ before a line end.
  "escapes.xlsx": { "Escapes!A1": '"ABC\\nDEF"' },
  // SheetJS loses references to characters beyond the basic plane, and reads a comment as text.
  "strings.xlsx": { "Strings!F1": '"R&D \uf61c \uf61c <b>"', "Strings!H1": '"one<!-- not text --> two"' },
  // SheetJS misses inline text with prefixed elements.
  "prefixed.xlsx": { "Cells!A1": undefined },
  // SheetJS reads a text formula that was never calculated as the empty text.
  "uncached-formula.xlsx": { "Formulas!D1": '""' },
  // SheetJS ignores the format of a column's default style and of a parent style. It gives a duration the format of a
  // time of day.
  "everyday.ods": { "Data!C2": "0.966", "Data!D2": "0.9935", "Data!H2": "1.5 as HH:MM:SS" },
  // SheetJS reads an error with a two-byte value as false.
  "older-writers.xls": { "Working!B3": "false" },
  // SheetJS trims a non-breaking space.
  "texts.ods": { "Texts!C1": '"R&D in bold"' },
  // Errors and false that other programs save as the number 0, a formula without a value, a formula of the empty text.
  "errors-and-formulas.ods": {
    "Cells!B1": "0",
    "Cells!C1": "0",
    "Cells!D1": undefined,
    "Cells!E1": '="" without a value',
    "Cells!F1": "0",
  },
  // SheetJS does not support lower case in a reference.
  "small-references.xlsx": { "Cells!A1": undefined, "Cells!AB1": undefined, "Cells!B1": "2" },
  // SheetJS reads every part as UTF-8.
  "latin-2-parts.xlsx": { "Cells!A1": '"caf\ufffd \ufffd"' },
  // SheetJS omits the cells under a merged cell.
  "repeats.ods": { "Cells!B6": undefined },
};

/**
 * We read these, but SheetJS refuses them. It does not support a footnote in a cell, zip64, Excel's own password, or a
 * module in the list of sheets. It does not support UTF-16 without a byte order mark. It does not support padding after
 * several numbers in a record or between sheets. It finds sheets only by their listed positions.
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
  Deno.test(`openWorkbook() agrees with SheetJS on ${name}, except for the explained differences`, async () => {
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

/** Whether SheetJS is known to read this cell differently, for a reason listed above. */
function isExplained(cell: Cell, { sheet }: GeneratedWorkbook): boolean {
  const isPrefixed = sheet.includes("<x:c");
  return cell.kind === "text" && (cell.text.includes("_x000D_") || isPrefixed);
}

Deno.test("openWorkbook() reads a generated workbook cell for cell, like SheetJS", async () => {
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

Deno.test("SheetScanner reads the same rows from chunks of any size", () => {
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

/** The content of a workbook other than its cells: names and visibility of sheets, hidden rows and hidden columns. */
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

// Files from LibreOffice, xlwt and pyxlsbwriter, with formulas, rich texts and texts over several records.
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
  Deno.test(`openWorkbook() reads a generated ${bookType} workbook cell for cell, like SheetJS`, async () => {
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

Deno.test("SheetScanner joins a row split over several elements, with chunks of any size", () => {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const number = i * 2 + 1;
    const cell = (letter: string) => `<c r="${letter}${number}"><v>${number}</v></c>`;
    const row = (cells: string) => `<row r="${number}">${cells}</row>`;
    // Some rows have one element, some two, some three including an empty one.
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
