import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { writeLargeWorkbook } from "../../bench/write_large_workbook.ts";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { readExtract } from "../../etl/contract/read_extract.ts";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";

Deno.test("writeLargeWorkbook() writes what the contract accepts, the same bytes again", async () => {
  const folder = await Deno.makeTempDir();
  const [first, second] = [join(folder, "a.xlsx"), join(folder, "b.xlsx")] as const;
  await writeLargeWorkbook(first, 3001, 12);
  await writeLargeWorkbook(second, 3001, 12);
  deepStrictEqual(await Deno.readFile(first), await Deno.readFile(second));
  const reading = await readExtract(await openWorkbook(first), { extracts: await allExtracts(), fileName: "a.xlsx" });
  const batches = await Array.fromAsync(reading.batches());
  deepStrictEqual(reading.problems, []);
  deepStrictEqual(reading.sheets.map(({ extract, ignoredHeaders }) => [extract.name, ignoredHeaders]), [
    ["post_commissioning_devices", ["Measure 11", "Measure 12"]],
  ]);
  deepStrictEqual(new Set(batches.flatMap((batch) => batch.values[1])).size, 3000, "each Device ID is another one");
  await Deno.remove(folder, { recursive: true });
});
