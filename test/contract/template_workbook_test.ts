import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { readExtract } from "../../etl/contract/read_extract.ts";
import { templateWorkbook } from "../../etl/dictionary/template_workbook.ts";
import srVariance from "../../etl/extracts/sr_variance.ts";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";

Deno.test("templateWorkbook() is recognised as its own extract when it comes back", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const extracts = await allExtracts();
    for (const extract of extracts) {
      const path = join(folder, "template.xlsx");
      await Deno.writeFile(path, await templateWorkbook(extract));
      const reading = await readExtract(await openWorkbook(path), { extracts, fileName: "template.xlsx" });
      deepStrictEqual(reading.sheets.map((sheet) => [sheet.extract.name, sheet.headerRow]), [[extract.name, 4]]);
      deepStrictEqual(await Array.fromAsync(reading.batches()), []);
      deepStrictEqual(reading.problems.map((problem) => problem.rule), ["must have at least one row under its header"]);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("templateWorkbook() gives the same bytes twice", async () => {
  deepStrictEqual(await templateWorkbook(srVariance), await templateWorkbook(srVariance));
});

Deno.test("templateWorkbook() formats whole columns, so that codes are kept as typed", async () => {
  const parts = unzipSync(await templateWorkbook(srVariance));
  const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"]!);
  const columnStyles = [...sheet.matchAll(/<col style="(\d+)"/g)].map(([, style]) => Number(style));
  strictEqual(columnStyles.length, 7);
  const styles = strFromU8(parts["xl/styles.xml"]!);
  const codes = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]),
  );
  const formats = [...styles.slice(styles.indexOf("<cellXfs")).matchAll(/<xf [^>]*?numFmtId="(\d+)"/g)].map(([, id]) =>
    codes.get(id)
  );
  deepStrictEqual(columnStyles.map((style) => formats[style]), ["mmm yyyy", "@", "@", "@", "@", "#,##0", "#,##0"]);
  ok(sheet.includes('sqref="D5:D1048576"') && sheet.includes("IS,ES,GS,RSA,ED,GT,OU"));
});
