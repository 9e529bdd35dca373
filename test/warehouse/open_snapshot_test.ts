import { deepStrictEqual, rejects } from "node:assert/strict";
import { join } from "node:path";
import { listInbox } from "../../etl/load/list_inbox.ts";
import { loadFiles } from "../../etl/load/load_files.ts";
import { openSnapshot } from "../../etl/warehouse/open_snapshot.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";

Deno.test("openSnapshot() answers as the published views do, each computed once, and closed in", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "warehouse.duckdb");
  const { files } = await listInbox("data/samples/inbox");
  const small = files.filter((file) => /PMR June|CSR .*July 2019|Register/.test(file));
  await loadFiles({ warehouse: path, files: small, clock: () => new Date("2019-09-01T00:00:00Z") });
  {
    using published = await openReadOnly(path);
    using snapshot = await openSnapshot(path);
    for (const view of ["annex_a", "csr_variance_summary", "report_timeliness", "breach_streaks", "stg_csr_variance"]) {
      const question = `select * from ${view} order by all`;
      deepStrictEqual(await rows(snapshot.connection, question), await rows(published.connection, question), view);
    }
    const large = await rows(
      snapshot.connection,
      `select view_name from duckdb_views() where database_name <> 'published' and view_name in
         ('stg_csr_variance', 'post_commissioning_failures', 'post_commissioning_failure_counts', 'check_keys_unique')
       order by all`,
    );
    deepStrictEqual(
      large.map(({ view_name }) => view_name),
      ["check_keys_unique", "post_commissioning_failures", "stg_csr_variance"],
      "what can be as large as an extract is not copied",
    );
    using earlier = await openSnapshot(path, { asOf: "2019-08-01" });
    deepStrictEqual(await rows(earlier.connection, "from csr_variance_summary"), []);
    await rejects(() => snapshot.connection.run("from read_text('README.md')"), /disabled by configuration/);
    await rejects(() => snapshot.connection.run("delete from published.ledger.loads"), /read-only/);
    await rejects(() => snapshot.connection.run("set enable_external_access = true"), /configuration/);
  }
  await Deno.remove(folder, { recursive: true });
});
