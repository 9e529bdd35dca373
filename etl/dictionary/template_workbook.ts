import type { CellStyle, DataValidation, PageSetup, WriteSheet } from "hucre";
import { MARKINGS } from "../base/marking.ts";
import { officePackage } from "../tables/office_package.ts";
import { columnLetters } from "../workbook/address.ts";
import { acceptedTexts } from "../contract/accepted_texts.ts";
import { columnHolds } from "../contract/column_holds.ts";
import type { Extract } from "../contract/extract.ts";
import type { Column, ColumnKind } from "../contract/column.ts";

/** The row of the header, below the title, the class and an empty row. */
const HEADER_ROW = 4;
/** A sheet's last row. */
const LAST_ROW = 1_048_576;

const FONT = "Arial";
const TITLE: CellStyle = { font: { name: FONT, size: 15, bold: true } };
const BODY: CellStyle = { font: { name: FONT, size: 11 }, alignment: { vertical: "top" } };
const WRAPPED: CellStyle = { ...BODY, alignment: { vertical: "top", wrapText: true } };
const HEADING: CellStyle = {
  font: { name: FONT, size: 11, bold: true, color: { rgb: "FFFFFF" } },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "0B2F5B" } },
  alignment: { vertical: "top", wrapText: true },
};

const PRINTED: PageSetup = {
  paperSize: "a4",
  orientation: "landscape",
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
};

/** A cell in Text format keeps a code as typed: 4.10, 0012. */
const FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: "@",
  count: "#,##0",
  percent: "0.00%",
  date: "dd/mm/yyyy",
  month: "mmm yyyy",
  quarter: "@",
  period: "@",
  yes_no: "@",
};

/**
 * Makes a blank workbook for one extract. It has the headers, cell formats that keep values as typed, and drop-down
 * lists for enumerations. A second sheet explains each column. A load recognises the filled workbook as that extract.
 * The same contract gives the same bytes.
 *
 * @returns An .xlsx file
 *
 * @example
 * ```ts
 * import csr from "../extracts/csr_variance.ts";
 * import { templateWorkbook } from "./template_workbook.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(new TextDecoder().decode((await templateWorkbook(csr)).slice(0, 2)), "PK");
 * ```
 */
export async function templateWorkbook(extract: Extract): Promise<Uint8Array<ArrayBuffer>> {
  const { writeXlsx } = await import("hucre");
  const bytes = await writeXlsx({
    sheets: [tableSheet(extract), columnsSheet(extract)],
    properties: { title: extract.title, created: new Date(0), modified: new Date(0) },
    defaultFont: { name: FONT, size: 11 },
  });
  return await officePackage(bytes, {
    title: extract.title,
    classification: extract.classification,
    isSynthetic: false,
    month: "1980-01-01",
  }, (path, xml) => path === "xl/worksheets/sheet1.xml" ? formatColumns(xml) : xml);
}

/** Gives each column the format of the cell under its header, because hucre formats only cells. */
function formatColumns(xml: string): string {
  const styles = [...xml.matchAll(new RegExp(`<c r="[A-Z]+${HEADER_ROW + 1}" s="(\\d+)"/>`, "g"))].map(([, style]) =>
    style
  );
  let column = 0;
  return xml.replace(/<col /g, () => `<col style="${styles[column++]}" `);
}

function tableSheet(extract: Extract): WriteSheet {
  const columns = Object.values(extract.columns);
  const cells = new Map<string, { style: CellStyle }>([["0,0", { style: TITLE }], ["1,0", { style: BODY }]]);
  columns.forEach((column, index) => {
    cells.set(`${HEADER_ROW - 1},${index}`, { style: HEADING });
    cells.set(`${HEADER_ROW},${index}`, { style: { ...BODY, numFmt: FORMATS[column.kind] } });
  });
  return {
    // A sheet name has at most 31 characters and excludes these.
    name: extract.title.replace(/[\[\]:*?/\\]/g, " ").slice(0, 31).trim(),
    rows: [
      [extract.title],
      [`Classification: ${MARKINGS[extract.classification].label}`],
      [],
      columns.map((column) => column.header),
      columns.map(() => null),
    ],
    cells,
    columns: columns.map((column) => ({ width: Math.max(14, column.header.length + 4) })),
    dataValidations: columns.flatMap((column, index) => validation(column, index)),
    freezePane: { rows: HEADER_ROW },
    pageSetup: PRINTED,
  };
}

function validation(column: Column, index: number): DataValidation[] {
  const values = column.kind === "yes_no" ? ["Yes", "No"] : acceptedTexts(column);
  if (values === null) return [];
  const letters = columnLetters(index);
  return [{
    type: "list",
    values: [...values],
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: column.header,
    errorMessage: `Choose ${columnHolds(column)}`,
    range: `${letters}${HEADER_ROW + 1}:${letters}${LAST_ROW}`,
  }];
}

function columnsSheet(extract: Extract): WriteSheet {
  const rows = [
    ["Heading", "What it holds", "A blank means", "Description"],
    ...Object.entries(extract.columns).map(([name, column]) => [
      column.header,
      columnHolds(column),
      extract.key.includes(name) ? "never blank" : column.blank ?? "never blank",
      column.description,
    ]),
  ];
  const cells = new Map(
    rows.flatMap((row, down) =>
      row.map((_, across) => [`${down},${across}`, { style: down === 0 ? HEADING : WRAPPED }])
    ),
  );
  return {
    name: "About the columns",
    rows,
    cells,
    columns: [34, 44, 34, 70].map((width) => ({ width })),
    pageSetup: PRINTED,
  };
}
