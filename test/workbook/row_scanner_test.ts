import { deepStrictEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { CellBlock } from "../../etl/workbook/xlsx/cell_block.ts";
import { numberFormats } from "../../etl/workbook/number_formats.ts";
import { RowScanner } from "../../etl/workbook/xlsx/row_scanner.ts";
import { SheetScanner } from "../../etl/workbook/xlsx/sheet_scanner.ts";
import { StringTable } from "../../etl/workbook/xlsx/string_table.ts";
import type { Row } from "../../etl/workbook/cell.ts";
import { compileScanRows } from "../../etl/workbook/xlsx/wasm/compile_scan_rows.ts";

const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`;
const STRINGS = "<sst><si><t>North</t></si><si><t>90-B3-D5</t></si><si><t>R&amp;D</t></si></sst>";

function context() {
  const strings = new StringTable();
  strings.push(new TextEncoder().encode(STRINGS));
  strings.finish();
  return { strings, formats: numberFormats(STYLES), epoch: 1900 } as const;
}

/** Reads the rows of a worksheet, with or without the scanner of plain rows. A string is the error message. */
function read(xml: string, size: number, isPlainScanned: boolean): readonly Row[] | string {
  const plain = isPlainScanned ? RowScanner.take() : null;
  try {
    const scanner = new SheetScanner(context(), plain);
    const bytes = new TextEncoder().encode(xml);
    const rows: Row[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      scanner.push(bytes.subarray(at, at + size));
      // Every second time, the rows are taken later.
      if (at % 2 === 0) rows.push(...scanner.take());
    }
    scanner.finish();
    return [...rows, ...scanner.take()];
  } catch (error) {
    ok(error instanceof SyntaxError, String(error));
    return error.message;
  } finally {
    plain?.release();
  }
}

const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const usual = { weight: 30, arbitrary: fc.constant("") };

/** The type and content of a cell: usual spelling, unusual spelling, or wrong. */
const content = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(["", "<v>12</v>"], [' t="s"', "<v>1</v>"], [' t="str"', "<v>90-B3</v>"]) },
  fc.oneof(
    fc.nat().map(String),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
    fc.constantFrom("-0", "007", "9007199254740991", "9007199254740993", "0.30000000000000004", "12345678901234567890"),
    fc.constantFrom("1E-3", "5.", ".5", "-.5e1", "1e999", "-", "", " 5 ", "+5", "1.2.3", "12,5", "1e", "0x10"),
  ).map((number) => ["", `<v>${number}</v>`]),
  fc.constantFrom("0", "1", "2", "3", "-1", "1.0", "01", "").map((index) => [' t="s"', `<v>${index}</v>`]),
  fc.constantFrom("0", "1", "2", "true", "01").map((value) => [' t="b"', `<v>${value}</v>`]),
  fc.oneof(
    fc.constantFrom("North", "", "90-B3", " 1 ", "a\nb", "x_x0041_", "Zoë", "R&amp;D", "\r", "#1", "😀", "a<b", "&"),
    fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[<&]/g, "")),
  ).chain((text) =>
    fc.constantFrom(
      [' t="str"', `<v>${text}</v>`],
      [' t="inlineStr"', `<is><t>${text}</t></is>`],
      [' t="inlineStr"', `<is><t xml:space="preserve">${text}</t></is>`],
      [' t="inlineStr"', `<is><r><t>${text}</t></r></is>`],
    )
  ),
  fc.constantFrom(
    [' t="e"', "<v>#N/A</v>"],
    [' t="d"', "<v>2019-07-01</v>"],
    [' t="n"', "<v>1</v>"],
    [' t="x"', "<v>1</v>"],
    ["", "<f>A1</f>"],
    ["", ""],
    ["", "<v/>"],
    ["", "<!-- nothing --><v>1</v>"],
    ["", "<v>1</v><extLst/>"],
  ),
);

const formula = fc.oneof(
  usual,
  fc.constantFrom("<f>A1+1</f>", '<f t="shared" si="0"/>', '<f t="array" ref="A1:B2">SUM(A1)</f>', "<f/>", "<fo>1</f>"),
);
const style = fc.oneof(usual, fc.constantFrom(' s="0"', ' s="1"', ' s="2"', ' s="3"', ' s=""', " s='1'", ' s="x"'));
const gap = fc.oneof({ weight: 30, arbitrary: fc.constant(1) }, fc.constantFrom(2, 70, 130, 0, -1));
const between = fc.oneof(usual, fc.constantFrom("\n  ", "<!-- -->", "<extra><v>1</v></extra>", "text"));

const cell = fc.record({ gap, style, content, formula, between, order: fc.nat(5), isBare: fc.boolean() });
const row = fc.record({
  gap,
  hidden: fc.oneof(usual, fc.constantFrom(' hidden="1"', ' hidden="0"', ' hidden="true"')),
  about: fc.oneof(usual, fc.constantFrom(' spans="1:3"', ' x14ac:dyDescent="0.25" ht="15"', "  ", " ht='15'")),
  isBare: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.constant(true)),
  cells: fc.array(cell, { maxLength: 6 }),
  between,
});

function letters(column: number): string {
  return column < 0
    ? ""
    : column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

const worksheet = fc.record({ rows: fc.array(row, { maxLength: 6 }), hasReferences: fc.boolean() }).map(
  ({ rows, hasReferences }) => {
    let number = 0;
    return sheet(
      rows.map(({ gap, hidden, about, isBare, cells, between }) => {
        number = isBare ? number + 1 : Math.max(number + gap, 0);
        let column = -1;
        const spelt = cells.map(({ gap, style, content, formula, between, order, isBare }) => {
          column = isBare && !hasReferences ? column + 1 : Math.max(column + gap, 0);
          const reference = isBare && !hasReferences ? "" : ` r="${letters(column)}${number}"`;
          const attributes = [reference, style, content[0]!];
          const turned = [...attributes.slice(order % 3), ...attributes.slice(0, order % 3)].join("");
          return `${between}<c${turned}>${formula}${content[1]!}</c>`;
        }).join("");
        return `${between}<row${isBare ? "" : ` r="${number}"`}${about}${hidden}>${spelt}</row>`;
      }).join(""),
    );
  },
);

Deno.test("SheetScanner reads and refuses the same with and without a scanner of plain rows, in chunks of any size", () => {
  let whole = 0;
  fc.assert(
    fc.property(worksheet, fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constant(1000)), (xml, size) => {
      const expected = read(xml, size, false);
      if (typeof expected !== "string" && expected.length > 0) whole++;
      deepStrictEqual(read(xml, size, true), expected);
    }),
    { numRuns: 2000, seed: 20190704 },
  );
  ok(whole > 500, `only ${whole} of the worksheets could be read`);
});

Deno.test("SheetScanner refuses a shared string with a negative index instead of reading a blank", () => {
  const xml = sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>');
  const refusal = "cell A1 refers to shared text -1, but the workbook has 3 of them";
  deepStrictEqual([read(xml, 1000, false), read(xml, 1000, true)], [refusal, refusal]);
});

Deno.test("SheetScanner reads plain rows as columns, whatever surrounds them", () => {
  const plain = RowScanner.take();
  const scanner = new SheetScanner(context(), plain);
  const rows = [
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
    '<row r="2" spans="1:2" hidden="1"><c r="A2" s="1"><v>43647</v></c><c r="B2"/><c r="C2" t="str"><f>A1</f><v>ok</v></c></row>',
    '<row r="4"><c r="A4" t="e"><v>#N/A</v></c></row>',
    '<row r="5"><c r="A5" s="2"><v>0.30000000000000004</v></c></row>',
    '<row r="6"><c r="A6"><v>-12.50</v></c><c r="AA6" t="b"><v>1</v></c></row>',
  ];
  scanner.push(new TextEncoder().encode(sheet(rows.join("\n"))));
  const pieces = scanner.takePieces();
  deepStrictEqual(pieces.map((piece) => piece instanceof CellBlock ? [...piece.numbers] : piece.length), [
    [1, 2],
    1,
    [5, 6],
  ]);
  const block = pieces[0] as CellBlock;
  deepStrictEqual(block.rows(), [
    { number: 1, hidden: false, cells: [{ kind: "text", text: "North" }, { kind: "text", text: "90-B3-D5" }] },
    { number: 2, hidden: true, cells: [{ kind: "date", iso: "2019-07-01" }, undefined, { kind: "text", text: "ok" }] },
  ]);
  const last = pieces[2] as CellBlock;
  deepStrictEqual(last.cell(0, 0), { kind: "number", value: 0.30000000000000004, format: "0.0%" });
  deepStrictEqual(last.row(1).cells[26], { kind: "boolean", value: true });
  deepStrictEqual(last.row(1).cells[0], { kind: "number", value: -12.5, format: "General" });
  scanner.finish();
  plain.release();
});

Deno.test("SheetScanner reads every row of a chunk with more rows than the scanner of plain rows can hold", () => {
  const plain = RowScanner.take();
  const scanner = new SheetScanner(context(), plain);
  const count = 10_000;
  const rows = Array.from({ length: count }, (_, index) => `<row><c><v>${index}</v></c></row>`);
  scanner.push(new TextEncoder().encode(sheet(rows.join(""))));
  scanner.finish();
  deepStrictEqual(
    scanner.take().map((row) => row.cells[0]),
    rows.map((_, value) => ({ kind: "number", value, format: "General" })),
  );
  plain.release();
});

Deno.test("compileScanRows() returns the bytes of scan_rows.wasm", async () => {
  const committed = await Deno.readFile(new URL("../../etl/workbook/xlsx/wasm/scan_rows.wasm", import.meta.url));
  deepStrictEqual(await compileScanRows(), committed);
});
