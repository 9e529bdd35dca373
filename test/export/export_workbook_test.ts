import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { read, utils } from "@e965/xlsx";
import { exportWorkbook } from "../../etl/export/export_workbook.ts";
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
      message: "Cannot export csr_variance_by_user to the white audience because it is amber: add --audience amber",
    });
    await rejects(exportWorkbook(warehouse, "no_such_view", "white"), {
      exitCode: 2,
      message: 'Cannot export "no_such_view" because there is no such view: `deno task sql .views` lists them',
    });
    await rejects(exportWorkbook(warehouse, "csr_variance_sumary", "white"), /: did you mean csr_variance_summary$/);
  });
});

Deno.test("exportWorkbook() shows [c] for a figure that is suppressed, with the reason in the notes", async () => {
  const text = `-- classification: white
-- release: made up, in a test
-- contributors: users
select 'North' as region, null::bigint as users, null::bigint as volume, 'users' as suppressed_columns,
    'suppressed: fewer than 3 Users' as suppressed_reason`;
  const place = "queries/measures/made_up.sql";
  const query = { name: "made_up", kind: "query", path: place, place, sha256: "made_up", text } as const;
  await withCanaries(async (warehouse) => {
    const workbook = read((await exportWorkbook(warehouse, "made_up", "white")).bytes, { type: "array" });
    const cells = (name: string) => utils.sheet_to_json<string[]>(workbook.Sheets[name]!, { header: 1 });
    deepStrictEqual(cells("made_up").slice(-2), [["Region", "Users", "Volume"], ["North", "[c]", "[x]"]]);
    const notes = cells("Notes").map((row) => row[2]);
    ok(notes.includes("[c] suppressed: fewer than 3 Users"), notes.join("\n"));
  }, [query]);
});
