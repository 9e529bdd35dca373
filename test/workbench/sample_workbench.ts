import { join } from "node:path";
import type { Classification } from "../../etl/base/classification.ts";
import { listInbox } from "../../etl/load/list_inbox.ts";
import { loadFiles } from "../../etl/load/load_files.ts";
import { PROJECT } from "../../etl/warehouse/definitions.ts";
import { writeWorkbench } from "../../etl/workbench/write_workbench.ts";

/** The shipped sample as a warehouse and its workbench, for the length of a test. */
export async function withWorkbench(
  audience: Classification,
  test: (folder: string, warehouse: string, scratch: string) => Promise<void>,
): Promise<void> {
  const scratch = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    const warehouse = join(scratch, "sample.duckdb");
    await loadFiles({
      warehouse,
      files: (await listInbox(join(PROJECT, "data/samples/inbox"))).files,
      clock: () => new Date("2021-06-01T09:00:00Z"),
    });
    const folder = join(scratch, "workbench");
    await writeWorkbench(warehouse, folder, audience, () => {});
    await test(folder, warehouse, scratch);
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}
