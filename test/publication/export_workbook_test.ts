import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { read, utils } from "@e965/xlsx";
import { exportWorkbook } from "../../etl/publication/export_workbook.ts";
import { withCanaries } from "./canary_warehouse.ts";

Deno.test("exportWorkbook() writes a view the audience may see, and refuses one it may not", async () => {
  await withCanaries(async (warehouse) => {
    const { bytes, rows } = await exportWorkbook(warehouse, "csr_variance_summary", "white");
    strictEqual(rows, 1);
    const workbook = read(bytes, { type: "array" });
    deepStrictEqual(workbook.SheetNames, ["Cover", "Contents", "Notes", "csr_variance_summary"]);
    const cells = utils.sheet_to_json<string[]>(workbook.Sheets.csr_variance_summary!, { header: 1 });
    strictEqual(cells[0]![0], "CSR variance summary");
    strictEqual(cells[1]![0], "Classification: White");
    await rejects(exportWorkbook(warehouse, "csr_variance_by_user", "white"), {
      exitCode: 6,
      message: "Cannot export csr_variance_by_user to the white audience as it is amber: add --audience amber",
    });
    await rejects(exportWorkbook(warehouse, "no_such_view", "white"), { exitCode: 2, message: /no such view/ });
  });
});
