import { join } from "node:path";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { describeWorkbook, type WorkbookStudy } from "../../etl/describe/describe_workbook.ts";
import { writeZip } from "../workbooks/write_zip.ts";
import { xlsxParts, type XlsxSource } from "../workbooks/xlsx_parts.ts";

/** Runs a test in its own folder. */
export async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes a workbook for the test to a folder. */
export async function writeXlsx(folder: string, name: string, source: XlsxSource): Promise<string> {
  const path = join(folder, name);
  await Deno.writeFile(path, writeZip(xlsxParts(source)));
  return path;
}

/** Describes a workbook under all contracts, with values. */
export async function described(path: string, showValues = true): Promise<WorkbookStudy> {
  return await describeWorkbook(path, { extracts: await allExtracts(), showValues });
}

/** Describes a CSV file with this text. */
export async function describedText(text: string, showValues = true): Promise<WorkbookStudy> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await Deno.writeTextFile(join(folder, "new.csv"), text);
    return await described(join(folder, "new.csv"), showValues);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
