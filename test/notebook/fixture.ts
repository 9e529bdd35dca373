import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type NotebookRun, runNotebook } from "../../etl/notebook/run_notebook.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { prepare } from "../warehouse/fixture.ts";

/** Tiny notebooks, one a quirk, named for it. */
export const FIXTURES: string = fileURLToPath(new URL("./fixtures/", import.meta.url));

/** A cell of an executed copy, as the file has it. */
export interface ExecutedCell {
  readonly id: string;
  readonly execution_count: number;
  readonly source: readonly string[];
  readonly outputs: readonly Readonly<Record<string, unknown>>[];
}

/** A folder for the length of a test. */
export async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a fixture notebook into a folder, and reads its executed copy. */
export async function execute(folder: string, name: string, run: Partial<NotebookRun> = {}): Promise<ExecutedCell[]> {
  const outPath = join(folder, "out", `${name}.ipynb`);
  await runNotebook({
    path: join(FIXTURES, `${name}.ipynb`),
    parameters: {},
    env: {},
    outPath,
    cellTimeoutMs: 60_000,
    ...run,
  });
  return JSON.parse(await Deno.readTextFile(outPath)).cells;
}

/** A warehouse of three White roads, Amber and Red trips, and one annex month. */
export async function writeWarehouse(folder: string): Promise<string> {
  const path = join(folder, "warehouse.duckdb");
  using warehouse = await openPrivate(path);
  await prepare(warehouse.connection, {
    annex_months: "select date '2019-07-01' as annex_month",
    known_files: "select * from ledger.files",
  });
  await warehouse.connection.run(
    "insert into extracts.roads (region, length) values ('North', 1), ('Central', 30000), ('South', 3)",
  );
  await warehouse.connection.run("checkpoint");
  return path;
}

/** Whether a process is still there. */
export function isAlive(pid: number): boolean {
  try {
    // Its own children stay as zombies until they are waited for.
    return !/^State:\s+[ZX]/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
