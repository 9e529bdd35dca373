import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import * as XLSX from "@e965/xlsx";
import { xlsxTables } from "../../etl/tables/xlsx_tables.ts";
import { HOSTILE, HOSTILE_SET } from "./hostile.ts";
import { JULY_2019, JULY_2019_AMBER } from "./july_2019.ts";
import { xmlElements } from "./xml_texts.ts";
import { plainText } from "../../etl/text/plain_text.ts";

const WHITE =
  "This document is classified as White in accordance with the Panel Information Policy. Information can be " +
  "shared with the public, and any members may publish the information, subject to copyright.";
const SYNTHETIC =
  "Synthetic data: made from generated sample workbooks, not from extracts of the DCC. Do not rely on any figure.";

const read = (bytes: Uint8Array) =>
  XLSX.read(bytes, { type: "array", cellNF: true, cellText: true, cellFormula: true });

/** The cells of a sheet as they show, row by row. */
const shown = (sheet: XLSX.WorkSheet | undefined) =>
  XLSX.utils.sheet_to_json<string[]>(sheet!, { header: 1, raw: false });

/** Every XML part of a package, parsed: a part that is not well formed fails. */
const parts = (bytes: Uint8Array) =>
  new Map(
    Object.entries(unzipSync(bytes)).filter(([path]) => /\.(xml|rels)$/.test(path))
      .map(([path, part]) => [path, xmlElements(strFromU8(part))]),
  );

Deno.test("xlsxTables() has a cover, contents and notes before a sheet a table", async () => {
  const workbook = read(await xlsxTables(JULY_2019));
  deepStrictEqual(workbook.SheetNames, [
    "Cover",
    "Contents",
    "Notes",
    "annex_a",
    "csr_variance_summary",
    "nothing_to_report",
  ]);
  deepStrictEqual(shown(workbook.Sheets.Cover).map(([line]) => line), [
    "Annex A: DCC SEC Panel Reports, July 2019",
    WHITE,
    SYNTHETIC,
    "Month: July 2019",
    "Contents",
    "Notes",
    "[x] means not available; the Notes sheet says why for each column.",
    "Percentages are held unrounded and shown to the decimal places their report is published with.",
    "Held above this document's class: Post Commissioning Information Report (July 2019) (Red)",
    "Held above this document's class: CSR volumes by User (Amber)",
  ]);
  deepStrictEqual(shown(workbook.Sheets.Contents).slice(3), [
    ["Sheet", "Title", "Rows", "Classification", "Source"],
    ["annex_a", "Reports reviewed by the Operations Group", "4", "White", "SECP_72_1309_22, Annex A"],
    ["csr_variance_summary", "CSR volumes against forecast", "3", "White", "SEC L8.9"],
    ["nothing_to_report", "Actions overdue", "0", "White", "Operations Group actions"],
  ]);
  deepStrictEqual(shown(workbook.Sheets.Notes).slice(4).map(([, ...note]) => note), [
    ["Every sheet", "Volumes are requests sent by Users in the month, as the DCC's variance reports state them."],
    ["Every sheet", "[x] means not available: the reason is given below for each column that has one."],
    ["annex_a", "[x] under Observations: No report of the period has been loaded"],
    ["csr_variance_summary", "Users whose forecast is zero are left out of the percentage."],
    ["csr_variance_summary", "[x] under Percent of forecast (%): No User submitted a forecast"],
    ["csr_variance_summary", "[x] under Published: Not published"],
  ]);
});

Deno.test("xlsxTables() shows numbers and dates as people read them and holds them unrounded", async () => {
  const sheet = read(await xlsxTables(JULY_2019)).Sheets.csr_variance_summary!;
  deepStrictEqual(shown(sheet), [
    ["CSR volumes against forecast"],
    ["Classification: White"],
    [WHITE],
    [SYNTHETIC],
    ["Source: SEC L8.9"],
    ["Contents"],
    [
      "Month",
      "Actual volume (requests)",
      "Forecast volume (requests)",
      "Percent of forecast (%)",
      "Published on time",
      "Published",
      "Quarter",
    ],
    ["May 2019", "3,901,223", "3,100,000", "125.8", "No", "[x]", "Q2 2019"],
    ["June 2019", "12", "0", "[x]", "Yes", "12 July 2019", "Q2 2019"],
    ["July 2019", "4,077,703", "3,273,674", "112.8", "Yes", "14 August 2019", "Q3 2019"],
  ]);
  deepStrictEqual([sheet.D8!.t, sheet.D8!.v], ["n", 125.84590322580645]);
  // 14 August 2019 is day 43691 of Excel's calendar.
  deepStrictEqual([sheet.F10!.t, sheet.F10!.v], ["n", 43_691]);
});

Deno.test("xlsxTables() marks every table under its name, from column A, with the headings of its cells", async () => {
  const bytes = await xlsxTables(JULY_2019_AMBER);
  const tables = [...parts(bytes)].filter(([path]) => path.startsWith("xl/tables/")).map(([, elements]) => elements);
  deepStrictEqual(tables.map(([table]) => [table!.attributes.displayName, table!.attributes.ref]), [
    ["annexa_contents", "A3:E7"],
    ["annexa_notes", "A3:C11"],
    ["annex_a", "A6:E10"],
    ["csr_variance_summary", "A6:G9"],
    ["csr_variance_by_user", "A6:E9"],
  ]);
  const headings = tables[4]!.filter((element) => element.name === "tableColumn").map((element) =>
    element.attributes.name
  );
  deepStrictEqual(headings, [
    "User ID",
    "User",
    "Actual volume (requests)",
    "Forecast volume (requests)",
    "Percent of forecast (%)",
  ]);
});

Deno.test("xlsxTables() leads from the contents to each sheet and back", async () => {
  const workbook = read(await xlsxTables(JULY_2019));
  strictEqual(workbook.Sheets.Contents!.A5!.l!.Target, "#'annex_a'!A1");
  strictEqual(workbook.Sheets.annex_a!.A6!.l!.Target, "#'Contents'!A1");
});

Deno.test("xlsxTables() makes a row as high as its longest hash takes, which no space breaks", async () => {
  const table = {
    ...JULY_2019.tables[0]!,
    columns: [{ name: "sha256", title: "SHA-256", kind: "text" as const }],
    rows: [["ab12".repeat(16)]],
  };
  const parsed = parts(await xlsxTables({ ...JULY_2019, tables: [table], charts: [], withheld: [] }));
  const sheet = parsed.get("xl/worksheets/sheet4.xml")!;
  const width = Number(sheet.find(({ name }) => name === "col")!.attributes.width);
  const height = Number(sheet.findLast(({ name }) => name === "row")!.attributes.ht);
  // 64 digits in lines of as many digits as the column is wide; a line of 11 points takes 14.
  ok(height >= Math.ceil(64 / Math.floor(width)) * 14, `${height} points for a column of ${width}`);
});

Deno.test("xlsxTables() makes the headings as high as bold words beside a number's indent take", async () => {
  // As LibreOffice breaks the second, 11 digits wide: "CSRs sent", "by Users", "with a", "forecast", "above", "zero".
  const table = {
    ...JULY_2019.tables[0]!,
    columns: [
      { name: "rows_used", title: "Rows of the figure", kind: "count" as const },
      { name: "compared", title: "CSRs sent by Users with a forecast above zero", kind: "count" as const },
    ],
    rows: [[15, 15]],
  };
  const parsed = parts(await xlsxTables({ ...JULY_2019, tables: [table], charts: [], withheld: [] }));
  const rows = parsed.get("xl/worksheets/sheet4.xml")!.filter(({ name }) => name === "row");
  ok(Number(rows.at(-2)!.attributes.ht) >= 6 * 14, `${rows.at(-2)!.attributes.ht}`);
});

Deno.test("xlsxTables() merges, hides, freezes, filters and fills nothing", async () => {
  for (const [path, elements] of parts(await xlsxTables(JULY_2019))) {
    if (!path.startsWith("xl/")) continue;
    deepStrictEqual(
      elements.filter(({ name, attributes }) =>
        ["mergeCell", "pane", "autoFilter", "headerFooter"].includes(name) || attributes.hidden !== undefined ||
        attributes.patternType === "solid"
      ),
      [],
    );
  }
});

Deno.test("xlsxTables() tags the title of every sheet, and nothing else, as Heading 1", async () => {
  const workbook = parts(await xlsxTables(JULY_2019));
  const styles = workbook.get("xl/styles.xml")!;
  const heading = styles.find(({ name, attributes }) => name === "cellStyle" && attributes.name === "Heading 1")!;
  const { xfId, builtinId } = heading.attributes;
  deepStrictEqual([xfId, builtinId], ["1", "16"]);
  // The formats of cells stand after those of styles, of which there are two.
  const formats = styles.filter(({ name }) => name === "xf").slice(2);
  for (const [path, elements] of workbook) {
    if (!path.startsWith("xl/worksheets/sheet")) continue;
    const tagged = elements.filter(({ name, attributes }) =>
      name === "c" && formats[Number(attributes.s)]!.attributes.xfId === xfId
    );
    deepStrictEqual(tagged.map(({ attributes }) => attributes.r), ["A1"], path);
  }
});

Deno.test("xlsxTables() says its class and language in its properties, and on every printed page", async () => {
  const read = parts(await xlsxTables(JULY_2019));
  const core = Object.fromEntries(read.get("docProps/core.xml")!.map(({ name, text }) => [name, text]));
  strictEqual(core["dc:language"], "en-GB");
  strictEqual(core["cp:category"], "White");
  strictEqual(core["dc:title"], "Annex A: DCC SEC Panel Reports, July 2019");
  strictEqual(core["dcterms:modified"], "2019-07-01T00:00:00Z");
  match(core["dc:description"]!, /classified as White.*Synthetic data/);
  strictEqual(
    read.get("docProps/custom.xml")!.find(({ attributes }) => attributes.name === "Classification")!.text,
    "White",
  );
  const printed = read.get("xl/workbook.xml")!.filter(({ attributes }) => attributes.name === "_xlnm.Print_Titles");
  // From the title through the marking to the headings of the table.
  deepStrictEqual(printed.map(({ text }) => text), [
    "Cover!$1:$3",
    "Contents!$1:$4",
    "Notes!$1:$4",
    "annex_a!$1:$7",
    "csr_variance_summary!$1:$7",
    "nothing_to_report!$1:$6",
  ]);
});

Deno.test("xlsxTables() keeps hostile text as text, with no formula in the file", async () => {
  const bytes = await xlsxTables(HOSTILE_SET);
  const workbook = read(bytes);
  const sheet = workbook.Sheets.hostile!;
  HOSTILE.forEach((text, at) => {
    const cell = sheet[`B${8 + at}`]! as XLSX.CellObject;
    strictEqual(cell.t, "s");
    strictEqual(cell.f, undefined);
    strictEqual(cell.v, plainText(text));
  });
  for (const [path, elements] of parts(bytes)) {
    deepStrictEqual(elements.filter((element) => element.name === "f" || element.name === "ddeLink"), [], path);
    ok(elements.every((element) => element.attributes.TargetMode !== "External"), path);
  }
});
