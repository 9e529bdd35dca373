import { match, ok, rejects } from "node:assert/strict";
import { unzipSync } from "fflate";
import { UserError } from "../../etl/user_error.ts";
import { sheetjsWorkbook } from "../../etl/workbook/sheetjs_workbook.ts";
import { writeZip } from "../workbooks/write_zip.ts";
import { fixture } from "./read_cells.ts";

Deno.test("sheetjsWorkbook() ends in time on a text said to be two billion letters long", async () => {
  const parts = unzipSync(await Deno.readFile(fixture("everyday.xlsb")));
  const sheet = parts["xl/worksheets/sheet1.bin"]!;
  // "Month" in A1, an XLWideString (MS-XLSB 2.5.168): how many letters, and the letters.
  const month = [5, 0, 0, 0, 0x4d, 0, 0x6f, 0];
  const at = sheet.findIndex((_, at) => month.every((byte, i) => sheet[at + i] === byte));
  sheet.set([0xff, 0xff, 0xff, 0x7f], at);
  const bytes = writeZip(Object.entries(parts).map(([name, content]) => ({ name, content })));
  const file = { path: "", name: "endless.xlsb", format: "xlsb", stamp: "" } as const;
  await rejects(sheetjsWorkbook(file, Uint8Array.from(bytes), bytes.length, 3000), (error: unknown) => {
    ok(error instanceof UserError, String(error));
    match(error.message, /^Cannot read "endless\.xlsb" as an \.xlsb workbook: it is damaged: /);
    return true;
  });
});
