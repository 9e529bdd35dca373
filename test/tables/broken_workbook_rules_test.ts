import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { brokenWorkbookRules } from "../../etl/tables/broken_workbook_rules.ts";
import { readWrittenWorkbook } from "../../etl/tables/read_written_workbook.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";

/** A workbook of one sheet, written by hand. */
function workbook(parts: {
  sheet: string;
  table: string;
  styles?: string;
  sheets?: string;
  core?: string;
  more?: Record<string, string>;
}): Uint8Array {
  const styles = parts.styles ?? GOOD_STYLES;
  return zipSync(Object.fromEntries(
    Object.entries({
      "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="r"><sheets>${
        parts.sheets ?? '<sheet name="Notes" sheetId="1" r:id="a"/>'
      }</sheets></workbook>`,
      "xl/_rels/workbook.xml.rels":
        `<Relationships xmlns="${RELATIONS}"><Relationship Id="a" Target="worksheets/s.xml"/>` +
        "</Relationships>",
      "xl/worksheets/s.xml": `<worksheet xmlns="${MAIN}">${parts.sheet}</worksheet>`,
      "xl/worksheets/_rels/s.xml.rels": `<Relationships xmlns="${RELATIONS}"><Relationship Id="t" ` +
        'Target="../tables/t.xml"/></Relationships>',
      "xl/tables/t.xml": parts.table,
      "xl/styles.xml": `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
      "docProps/core.xml": `<c xmlns:dc="dc">${
        parts.core ?? "<dc:title>T</dc:title><dc:language>en-GB</dc:language>"
      }</c>`,
      ...parts.more,
    }).map(([path, text]) => [path, strToU8(text)]),
  ));
}

const cell = (at: string, text: string, style = 1) =>
  `<c r="${at}" t="inlineStr" s="${style}"><is><t>${text}</t></is></c>`;

const GOOD_STYLES = '<fonts><font><sz val="11"/><name val="Arial"/></font></fonts><fills><fill/></fills>' +
  '<cellXfs><xf fontId="0" fillId="0" xfId="1"/><xf fontId="0" fillId="0" xfId="0"><alignment wrapText="1"/></xf></cellXfs>' +
  '<cellStyles><cellStyle name="Normal" xfId="0"/><cellStyle name="Heading 1" xfId="1"/></cellStyles>';

const GOOD = workbook({
  sheet:
    `<sheetData><row r="1">${cell("A1", "Notes", 0)}</row><row r="2">${cell("A2", "Number")}${
      cell("B2", "Note")
    }</row>` +
    `<row r="3"><c r="A3" s="1"><v>1</v></c>${cell("B3", "A note as long as it has to be")}</row></sheetData>`,
  table: `<table xmlns="${MAIN}" displayName="notes" ref="A2:B3"><tableColumns><tableColumn name="Number"/>` +
    '<tableColumn name="Note"/></tableColumns></table>',
});

const BAD = workbook({
  sheets: '<sheet name="Sheet1" sheetId="1" r:id="a" state="hidden"/>',
  sheet: '<sheetViews><sheetView><pane/><selection activeCell="C9"/></sheetView></sheetViews>' +
    '<cols><col min="1" max="1" width="3" hidden="1"/></cols>' +
    `<sheetData><row r="1">${cell("B1", "Beside", 0)}</row><row r="2">${cell("B2", "Same", 0)}${
      cell("C2", "Same", 0)
    }</row>` +
    `<row r="3">${cell("B3", "wider than its cell, not wrapped [note 1]", 0)}${cell("C3", "*", 0)}</row>` +
    `<row r="5">${cell("B5", "x", 0)}</row><row r="6">${cell("B6", "below", 0)}</row></sheetData>` +
    '<mergeCells><mergeCell ref="B5:C5"/></mergeCells><headerFooter><oddFooter>&amp;P</oddFooter></headerFooter>',
  table: `<table xmlns="${MAIN}" displayName="Table1" ref="B2:C5"><autoFilter ref="B2:C5"/><tableColumns>` +
    '<tableColumn name="Same"/><tableColumn name="Same"/></tableColumns></table>',
  styles:
    '<fonts><font><i/><sz val="8"/><color rgb="FFAAAAAA"/><vertAlign val="superscript"/><name val="Times"/></font></fonts>' +
    '<fills><fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill></fill></fills>' +
    '<cellXfs><xf fontId="0" fillId="0" xfId="0"><alignment textRotation="90"/></xf></cellXfs>',
  core: "<dc:title/>",
  more: { "xl/media/image1.png": "x", "xl/vbaProject.bin": "x" },
});

Deno.test("brokenWorkbookRules() finds nothing in a workbook made to the checklist", () => {
  deepStrictEqual(brokenWorkbookRules(readWrittenWorkbook(GOOD)), []);
});

Deno.test("brokenWorkbookRules() names every rule that a workbook made against it breaks, and what it measured", () => {
  const found = brokenWorkbookRules(readWrittenWorkbook(BAD));
  const evidence = (rule: string) => found.find((one) => one.startsWith(`${rule}: `))?.slice(rule.length + 2) ?? "";
  strictEqual(evidence("Remove merged cells, split cells and nested tables"), "1 merged ranges");
  // Row 4 is blank; C5 stands in a row that is not.
  strictEqual(evidence("Remove blank rows and columns within tables"), "1 blank rows and columns");
  strictEqual(evidence("Only leave cells with no data empty in certain circumstances"), "3 empty cells in 1 tables");
  match(evidence("All tables should have one tagged header row"), /^0 of 1 tables/);
  match(evidence("Wrap text within cells"), /^1 texts/);
  match(evidence("Do not use symbols or superscript to signpost to notes"), /^1 superscript styles, 1 cells/);
  match(
    evidence("All worksheets should have descriptive titles which are properly tagged and formatted"),
    /^0 of 1 .*; 0 have/,
  );
  match(evidence("Do not use headers and footers, floating text boxes or floating toolbars"), /^1 of 1/);
  // #AAAAAA on white: (1.05) / (0.4020 + 0.05).
  match(evidence("When using colour for emphasis check the contrast"), /is 2\.3 to 1/);
  strictEqual(evidence("Give worksheets unique names or numbers"), "default names: Sheet1");
  strictEqual(evidence("Use cells in column A wisely"), "1 sheets with text above a table and not in column A");
  strictEqual(
    evidence("Position tables against the left-hand edges of each sheet"),
    "1 tables do not start in column A",
  );
  strictEqual(evidence("Add document information"), 'title "", language ""');
  strictEqual(evidence("Cursor in cell A1 of the first worksheet"), "sheet 1, cell C9");
  strictEqual(found.length, 14);
});
