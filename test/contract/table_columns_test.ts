import { deepStrictEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { acceptedTexts } from "../../etl/contract/accepted_texts.ts";
import type { Extract } from "../../etl/contract/extract.ts";
import { readExtract } from "../../etl/contract/read_extract.ts";
import actions from "../../etl/extracts/actions.ts";
import returns from "../../etl/extracts/ch_returns.ts";
import csr from "../../etl/extracts/csr_variance.ts";
import performance from "../../etl/extracts/performance_measures.ts";
import devices from "../../etl/extracts/post_commissioning_devices.ts";
import { columnLetters } from "../../etl/workbook/address.ts";
import { numberFormats } from "../../etl/workbook/number_formats.ts";
import { RowScanner } from "../../etl/workbook/xlsx/row_scanner.ts";
import { SheetScanner } from "../../etl/workbook/xlsx/sheet_scanner.ts";
import { StringTable } from "../../etl/workbook/xlsx/string_table.ts";
import type { Sheet } from "../../etl/workbook/workbook.ts";
import { userId } from "./hand_made_workbook.ts";

const STYLES = `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs></styleSheet>`;
const TEXTS = [
  ...[
    "North",
    "nroth",
    " South ",
    "90-B3-D5-1F-30-01-00-00",
    "90b3d51f30010001",
    "90-B3-D5-1F-30-00-00-01",
    "Alpha Energy",
    "Zoë & Sons",
    "#1",
    "#DIV/0!",
    "n/a",
  ],
  ...[
    "-",
    "..",
    "Total",
    "Grand Total",
    "1,234",
    "12",
    "-5",
    "4.10",
    "99.35%",
    "Yes",
    "no",
    "1",
    "Jul-19",
    "July 2019",
  ],
  ...["31/07/2019", "2019-02-30", "ESME", "esme ", "PM 1", "Note: provisional", "", "  ", "2019 Q2", "01/01/2101"],
];

const text = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...TEXTS) }, fc.string({ maxLength: 15 }));
const number = fc.oneof(
  { weight: 5, arbitrary: fc.nat(2000).map(String) },
  fc.constantFrom(
    "0",
    "1",
    "-0",
    "-3",
    "43647",
    "43648.5",
    "60",
    "0.5",
    "0.9935",
    "96.6",
    "100",
    "101",
    "1e15",
    "9007199254740993",
  ),
);
/** A cell's attributes and content, without its reference. Null for no cell. */
const anyCell = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  {
    weight: 4,
    arbitrary: fc.record({ value: number, style: fc.nat(2) }).map((
      { value, style },
    ) => [` s="${style}"`, `<v>${value}</v>`]),
  },
  { weight: 4, arbitrary: text.map((text) => [' t="shared"', text]) },
  text.map((text) => [' t="str"', `<v>${escape(text)}</v>`]),
  text.map((text) => [' t="inlineStr"', `<is><t>${escape(text)}</t></is>`]),
  fc.constantFrom([' t="b"', "<v>1</v>"], [' t="e"', "<v>#N/A</v>"], ["", "<f>A1</f>"]),
);

/** The usual cell of a column of each kind. */
const GOOD: Record<string, fc.Arbitrary<readonly string[]>> = {
  text: fc.nat(99).map((code) => [' t="shared"', userId(code)]),
  count: fc.nat(5000).map((value) => ["", `<v>${value}</v>`]),
  percent: fc.nat(10_000).map((value) => [' s="2"', `<v>${value / 10_000}</v>`]),
  yes_no: fc.constantFrom([' t="shared"', "Yes"], [' t="b"', "<v>0</v>"]),
  date: fc.integer({ min: 43_600, max: 43_700 }).map((day) => [' s="1"', `<v>${day}</v>`]),
};

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function rowsOf(extract: Extract) {
  const columns = Object.values(extract.columns);
  const good = columns.map((column) => {
    const { kind, rule, blank } = column;
    const accepted = acceptedTexts(column);
    const usual = accepted !== null
      ? fc.constantFrom(...accepted).map((text) => [' t="shared"', text])
      : rule !== undefined
      ? fc.constantFrom("PM1", "PM3.2", "CPM1").map((text) => [' t="shared"', text])
      : GOOD[kind] ?? GOOD.date!;
    return blank === undefined ? usual : fc.oneof({ weight: 5, arbitrary: usual }, fc.constant(null));
  });
  const row = fc.oneof(
    { weight: 12, arbitrary: fc.tuple(...good) },
    { weight: 2, arbitrary: fc.tuple(...good.map((one) => fc.oneof({ weight: 9, arbitrary: one }, anyCell))) },
    fc.tuple(...columns.map(() => anyCell)),
    text.map((text) => [[' t="shared"', text]]),
  );
  return fc.array(
    fc.record({
      row,
      gap: fc.oneof({ weight: 20, arbitrary: fc.constant(1) }, fc.constant(2)),
      hidden: fc.oneof({ weight: 9, arbitrary: fc.constant("") }, fc.constant(' hidden="1"')),
      stray: fc.oneof({ weight: 20, arbitrary: fc.constant(null) }, anyCell),
    }),
    { maxLength: 40 },
  );
}

type Rows = typeof rowsOf extends (extract: Extract) => fc.Arbitrary<infer R> ? R : never;

/** A sheet of the extract with a title, its header and the rows. */
function build(extract: Extract, rows: Rows) {
  const strings: string[] = [];
  const spell = (cell: readonly string[] | null | undefined, column: number, number: number) => {
    if (cell === null || cell === undefined) return "";
    const reference = `<c r="${columnLetters(column)}${number}"`;
    if (cell[0] !== ' t="shared"') return `${reference}${cell[0]}>${cell[1]}</c>`;
    return `${reference} t="s"><v>${strings.push(cell[1]!) - 1}</v></c>`;
  };
  const headers = Object.values(extract.columns).map(({ header }) => [' t="shared"', header]);
  const line = (cells: readonly (readonly string[] | null)[], number: number, hidden: string) =>
    `<row r="${number}"${hidden}>${cells.map((cell, column) => spell(cell, column, number)).join("")}</row>`;
  let number = 3;
  const body = rows.map(({ row, gap, hidden, stray }) => {
    number += gap;
    // After a column without a header.
    const cells = [...row, ...Array.from({ length: headers.length + 1 - row.length }, () => null), stray];
    return line(cells as (readonly string[] | null)[], number, hidden);
  });
  const xml = `<worksheet><sheetData>${line([[' t="shared"', `A title ${extract.title}`]], 1, "")}${
    line(headers, 3, "")
  }${body.join("")}</sheetData></worksheet>`;
  const items = strings.map((text) =>
    `<si><t xml:space="preserve">${escape(text)}</t></si>`.replace(
      ' xml:space="preserve"',
      /^\s|\s$/.test(text) ? ' xml:space="preserve"' : "",
    )
  );
  return { xml, strings: `<sst>${items.join("")}</sst>` };
}

/** Reads a sheet, as columns if possible or else row by row. */
async function outcome(
  extract: Extract,
  { xml, strings }: ReturnType<typeof build>,
  size: number,
  areColumnsRead: boolean,
) {
  const table = new StringTable();
  table.push(new TextEncoder().encode(strings));
  table.finish();
  const context = { strings: table, formats: numberFormats(STYLES), epoch: 1900 } as const;
  const bytes = new TextEncoder().encode(xml);
  async function* pieces() {
    const plain = areColumnsRead ? RowScanner.take() : null;
    const scanner = new SheetScanner(context, plain);
    for (let at = 0; at < bytes.length; at += size) {
      scanner.push(bytes.subarray(at, at + size));
      yield* scanner.takePieces();
    }
    scanner.finish();
    yield* scanner.takePieces();
    plain?.release();
  }
  const sheet: Sheet = {
    name: "Data",
    visibility: "visible",
    rows: async function* () {
      const scanner = new SheetScanner(context);
      scanner.push(bytes);
      scanner.finish();
      yield scanner.take();
    },
    hiddenColumns: () => Promise.resolve([]),
    ...areColumnsRead ? { pieces } : {},
  };
  const workbook = { format: "xlsx", sheets: [sheet] } as const;
  const reading = await readExtract(workbook, { extracts: [extract], fileName: "a.xlsx" });
  const batches = await Array.fromAsync(reading.batches());
  const { problems, notes } = reading;
  return {
    batches: batches.map(({ sourceRow, period, values, rejectedRows }) => ({
      sourceRow,
      period,
      values,
      rejectedRows,
    })),
    problems,
    notes,
  };
}

for (const extract of [csr, devices, performance, actions, returns]) {
  Deno.test(`readExtract() gives the same rows, problems and notes of ${extract.name} by columns and by rows`, async () => {
    let rowCount = 0;
    await fc.assert(
      fc.asyncProperty(rowsOf(extract), fc.constantFrom(1000, 3000, 100_000), async (rows, size) => {
        const built = build(extract, rows);
        const expected = await outcome(extract, built, size, false);
        deepStrictEqual(await outcome(extract, built, size, true), expected);
        rowCount += expected.batches.reduce((sum, batch) => sum + batch.sourceRow.length, 0);
      }),
      { numRuns: 120, seed: 20190705 },
    );
    ok(rowCount > 200, `only ${rowCount} good rows`);
  });
}

Deno.test("readExtract() divides a long table into the same batches by columns and by rows", async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({
    row: [
      [' s="1"', "<v>43647</v>"],
      [' t="shared"', userId(index)],
      null,
      ["", `<v>${index % 1500 === 7 ? -1 : 1}</v>`],
      [
        "",
        `<v>${index}</v>`,
      ],
    ],
    gap: index === 3000 ? 2 : 1,
    hidden: "",
    stray: null,
  })) as unknown as Rows;
  const built = build(csr, rows);
  const expected = await outcome(csr, built, 100_000, false);
  deepStrictEqual(expected.batches.map((batch) => batch.sourceRow.length + batch.rejectedRows.length), [
    2048,
    2048,
    904,
  ]);
  deepStrictEqual(await outcome(csr, built, 100_000, true), expected);
});
