import { rejects } from "node:assert/strict";
import { createLedger } from "../../etl/warehouse/ledger.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";

Deno.test("createLedger() refuses an earlier Annexa's ledger, and says how the warehouse is made anew", async () => {
  using warehouse = await openPrivate(":memory:");
  await createLedger(warehouse.connection);
  await warehouse.connection.run("alter table ledger.files drop column is_synthetic");
  await rejects(() => createLedger(warehouse.connection), {
    exitCode: 1,
    message:
      "Cannot use the warehouse because its ledger is of an earlier Annexa and does not say files.is_synthetic: make it anew " +
      "from the kept files with `deno task load --rebuild`",
  });
});
