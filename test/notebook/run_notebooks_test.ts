import { deepStrictEqual, match, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { runNotebooks } from "../../etl/notebook/run_notebooks.ts";
import { FIXTURES, withFolder, writeWarehouse } from "./fixture.ts";

const RUN = { month: "2019-07-01", audience: "amber", cellTimeoutMs: 60_000, folder: FIXTURES } as const;

Deno.test("runNotebooks() gives each notebook its month, and marks the copy with the class of its audience", () =>
  withFolder(async (folder) => {
    const warehouse = await writeWarehouse(folder);
    const out = join(folder, "out");
    const [ran, ...more] = await runNotebooks({ ...RUN, names: ["parameters"], warehouse, out });
    strictEqual(more.length, 0);
    strictEqual(ran!.outPath, join(out, "2019-07/amber/notebooks/parameters.ipynb"));
    const { cells } = JSON.parse(await Deno.readTextFile(ran!.outPath));
    match(cells[0].source[0], /^\*\*AMBER\*\* – This document is classified as Amber /);
    deepStrictEqual(cells[2].source, ['let month = "2019-07";']);
  }));

Deno.test("runNotebooks() starts no kernel when a name or the month is unknown", () =>
  withFolder(async (folder) => {
    const warehouse = await writeWarehouse(folder);
    const run = { ...RUN, names: [], warehouse, out: join(folder, "out") };
    await rejects(() => runNotebooks({ ...run, names: ["parameters", "04_missing"] }), {
      exitCode: 2,
      message: /^Cannot run the notebook "04_missing" as there is none of that name: use .*, parameters, /,
    });
    await rejects(() => runNotebooks({ ...run, month: "2030-01-01" }), {
      exitCode: 2,
      message: "Cannot run notebooks for 2030-01 as nothing is loaded for it: give --month from 2019-07 to 2019-07",
    });
    await rejects(() => runNotebooks({ ...run, warehouse: join(folder, "none.duckdb") }), { exitCode: 2 });
  }));

Deno.test("runNotebooks() starts no further notebook after one failed", () =>
  withFolder(async (folder) => {
    const warehouse = await writeWarehouse(folder);
    const notebooks = {
      a: "throw new RangeError('stop')",
      b: "await new Promise((done) => setTimeout(done, 1000))",
      c: "1",
    };
    for (const [name, source] of Object.entries(notebooks)) {
      const cell = (id: string, source: string, tags: string[]) => ({
        id,
        cell_type: "code",
        source,
        metadata: { tags },
      });
      const cells = [cell("parameters", "let month;", ["parameters"]), cell("work", source, [])];
      const content = { cells, metadata: { kernelspec: { name: "deno" } }, nbformat: 4, nbformat_minor: 5 };
      await Deno.writeTextFile(join(folder, `${name}.ipynb`), JSON.stringify(content));
    }
    const started = new Set<string>();
    const onProgress = ({ notebook }: { notebook: string }) => started.add(notebook);
    const run = { ...RUN, names: [], warehouse, out: join(folder, "out"), folder, onProgress };
    await rejects(() => runNotebooks(run), { exitCode: 1, message: /^Cannot run "a\.ipynb" as cell 2 .* stop$/ });
    deepStrictEqual([...started].sort(), ["a.ipynb", "b.ipynb"]);
  }));
