import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { RapItem } from "../../etl/rap/rap_item.ts";
import { readWrittenWorkbook } from "../../etl/rap/read_written_workbook.ts";
import { repositoryItems } from "../../etl/rap/repository_items.ts";
import { workbookItems } from "../../etl/rap/workbook_items.ts";
import { annexa } from "../commands/annexa.ts";

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

function byItem(items: readonly RapItem[]): Map<string, RapItem> {
  return new Map(items.map((item) => [item.item, item]));
}

Deno.test("workbookItems() finds every checkable item met in a workbook made to the checklist", () => {
  const items = workbookItems("good.xlsx", readWrittenWorkbook(GOOD));
  deepStrictEqual(items.filter(({ status }) => status === "not met"), []);
  strictEqual(items.filter(({ status }) => status === "person").length, 7);
});

Deno.test("workbookItems() finds every checkable item broken in a workbook made against it, and says what it measured", () => {
  const items = workbookItems("bad.xlsx", readWrittenWorkbook(BAD));
  const found = byItem(items);
  const evidence = (item: string) => {
    strictEqual(found.get(item)!.status, "not met", item);
    return found.get(item)!.evidence;
  };
  strictEqual(evidence("Give tables meaningful names"), "Table1");
  strictEqual(evidence("Remove merged cells, split cells and nested tables"), "1 merged ranges");
  // Row 4 is blank; C5 stands in a row that is not.
  strictEqual(evidence("Remove blank rows and columns within tables"), "1 blank rows and columns");
  strictEqual(evidence("Only leave cells with no data empty in certain circumstances"), "3 empty cells in 1 tables");
  match(evidence("All tables should have one tagged header row"), /^0 of 1 tables/);
  match(evidence("Wrap text within cells"), /^1 texts/);
  match(evidence("Avoid adding filters and freeze panes"), /^1 tables with filter buttons, 1 frozen panes$/);
  match(evidence("Avoid hiding rows or columns"), /^2 hidden/);
  match(evidence("Do not use symbols or superscript to signpost to notes"), /^1 superscript styles, 1 cells/);
  match(evidence("Avoid putting note markers in specific cells"), /^1 cells/);
  evidence("Put note text in a notes table on a notes worksheet");
  evidence("Format text to make it accessible");
  match(
    evidence("All worksheets should have descriptive titles which are properly tagged and formatted"),
    /^0 of 1 .*; 0 are/,
  );
  match(evidence("Do not use headers and footers, floating text boxes or floating toolbars"), /^1 of 1/);
  strictEqual(evidence("Do not use a background fill"), "cells are filled with #FFFFFF");
  // #AAAAAA on white: (1.05) / (0.4020 + 0.05).
  match(evidence("When using colour for emphasis check the contrast"), /is 2\.3 to 1/);
  evidence("Avoid images in spreadsheets");
  evidence("Remove macros");
  evidence("Give worksheets unique names or numbers");
  evidence("Use cells in column A wisely");
  evidence("Position tables against the left-hand edges of each sheet");
  evidence("Avoid putting content below a table");
  evidence("Add document information");
  evidence("Cursor in cell A1 of the first worksheet");
});

Deno.test("repositoryItems() holds outputs to their manifest, and a project to its files", async () => {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  const write = async (path: string, text: string) => {
    await Deno.mkdir(join(folder, path, ".."), { recursive: true });
    await Deno.writeTextFile(join(folder, path), text);
  };
  await write("README.md", "task demo, task test, load/");
  await write("etl/load/a.ts", "/** Documented. */\nexport const one = 1;\nexport function bare() {}\n");
  await write("queries/a.sql", "select 1");
  await write("deno.json", JSON.stringify({ imports: { a: "npm:a@1.2.3", b: "npm:@s/b@^1.0.0" } }));
  await write(".git/HEAD", "ref: refs/heads/main\n");
  await write(".git/packed-refs", `${"0123456789".repeat(4)} refs/heads/main\n`);
  await write("notebooks/a.ipynb", JSON.stringify({ cells: [{ cell_type: "code", source: ["function f() {}"] }] }));
  const csv = "a,b\n1,2\n";
  await write("out/tables/a.csv", csv);
  const outputs = [{
    path: "tables/a.csv",
    sha256: createHash("sha256").update(csv).digest("hex"),
    byte_size: csv.length,
  }];
  await write(
    "out/manifest.json",
    JSON.stringify({
      ...{ format: "annexa-manifest-1", month: "2019-07-01", audience: "white", title: "Annex A", is_synthetic: true },
      ...{ as_of: null, last_file_id: 1, program_sha256: "0".repeat(64), definitions: [], files: [], figures: [] },
      outputs,
    }),
  );

  const of = async () => byItem(await repositoryItems(folder, join(folder, "out")));
  const found = await of();
  const status = (item: string) => [found.get(item)!.status, found.get(item)!.evidence.replaceAll(folder, "")];
  deepStrictEqual(status("Code is version controlled"), ["met", ".git: refs/heads/main at 012345678901"]);
  deepStrictEqual(status("Code is well documented"), [
    "not met",
    "1 of 2 exports of etl have a docstring; not bare of etl/load/a.ts",
  ]);
  deepStrictEqual(status("Repository includes dependency information"), [
    "not met",
    "deno.json: 1 of 2 imports have an exact version; there is no deno.lock; not npm:@s/b@^1.0.0",
  ]);
  strictEqual(status("Reusable functions are used where appropriate")[0], "not met");
  strictEqual(status("Code has been peer reviewed")[0], "person");
  strictEqual(status("Code is fully packaged")[0], "not met");
  strictEqual(status("Data is output in a tidy format")[0], "met");
  deepStrictEqual(status("Outputs are produced by code with minimal manual intervention"), [
    "met",
    "/out: all 1 files of 1 manifests are byte for byte as the program wrote them",
  ]);
  const packaged = async (exports: Record<string, string>) => {
    await write("deno.json", JSON.stringify({ name: "@a/b", version: "1.2.3", exports }));
    const { status, evidence } = (await of()).get("Code is fully packaged")!;
    return `${status}: ${evidence}`;
  };
  match(await packaged({ ".": "./etl/load/a.ts" }), /^met: deno.json: @a\/b 1\.2\.3 with \., /);
  strictEqual(await packaged({ ".": "./etl/none.ts" }), "not met: deno.json: its exports . are no files");
  await write("out/tables/a.csv", "a,b\n1,3,4\n");
  const touched = await of();
  strictEqual(touched.get("Outputs are produced by code with minimal manual intervention")!.status, "not met");
  strictEqual(touched.get("Data is output in a tidy format")!.status, "not met");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("rap reads outputs back, prints each item with its evidence, and exits 5 when an essential one is not met", async () => {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  await Deno.writeFile(join(folder, "bad.xlsx"), BAD);
  const { code, stdout } = await annexa("rap", "--out", folder, "--json");
  strictEqual(code, 5);
  const items = JSON.parse(stdout) as RapItem[];
  ok(items.some(({ subject, status }) => subject === join(folder, "bad.xlsx") && status === "not met"));
  ok(items.every(({ evidence }) => evidence !== ""));
  const text = await annexa("rap", "--out", join(folder, "none"));
  match(text.stdout, /^ {2}not met {2}Workbooks to check – no \.xlsx under .*: run deno task annex$/m);
  match(text.stdout, /^ {2}person {3}Code has been peer reviewed – /m);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("repositoryItems() takes the manifest of an export for none of an annex", async () => {
  const out = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await Deno.mkdir(join(out, "parquet"));
    await Deno.writeTextFile(join(out, "parquet/manifest.json"), '{\n  "kind": "export"\n}\n');
    const items = await repositoryItems("no/such/project", out);
    match(items.find(({ item }) => item.startsWith("Outputs are"))!.evidence, /^no manifest\.json under /);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});

Deno.test("rap checks workbooks that are published, and no blank template", async () => {
  const out = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await Deno.mkdir(join(out, "dictionary/templates"), { recursive: true });
    await Deno.writeTextFile(join(out, "dictionary/templates/actions.xlsx"), "not read");
    const { code, stdout } = await annexa("rap", "--out", out);
    strictEqual(code, 5);
    match(stdout, /not met {2}Workbooks to check – no \.xlsx under /);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});
