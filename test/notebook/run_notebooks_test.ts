import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import type { NotebookProgress } from "../../etl/notebook/run_notebook.ts";
import { type NotebooksRun, runNotebooks } from "../../etl/notebook/run_notebooks.ts";
import { readDefinitions } from "../../etl/warehouse/definitions.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
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
      message: /^Cannot run the notebook "04_missing" because there is none of that name: use .*, parameters, /,
    });
    await rejects(() => runNotebooks({ ...run, names: ["parametres"] }), /of that name: did you mean parameters$/);
    await rejects(() => runNotebooks({ ...run, month: "2030-01-01" }), {
      exitCode: 2,
      message:
        "Cannot run notebooks for 2030-01 because nothing is loaded for it: give --month from 2019-07 to 2019-07",
    });
    await rejects(() => runNotebooks({ ...run, warehouse: join(folder, "none.duckdb") }), { exitCode: 2 });
  }));

Deno.test("runNotebooks() starts no further notebook after one failed, and later goes on where it failed", () =>
  withFolder(async (folder) => {
    const warehouse = await writeWarehouse(folder);
    await writeNotebook(folder, "a", "throw new RangeError('stop')");
    await writeNotebook(folder, "b", "await new Promise((done) => setTimeout(done, 1000))");
    await writeNotebook(folder, "c", "1");
    const started = new Set<string>();
    const onProgress = ({ notebook, isUnchanged }: NotebookProgress) => isUnchanged || started.add(notebook);
    // Only a Red notebook may use a timer.
    const audience = "red" as const;
    const run = { ...RUN, audience, names: [], warehouse, out: join(folder, "out"), folder, onProgress };
    await rejects(() => runNotebooks(run), { exitCode: 1, message: /^Cannot run "a\.ipynb" because cell 2 .* stop$/ });
    deepStrictEqual([...started].sort(), ["a.ipynb", "b.ipynb"]);
    started.clear();
    await writeNotebook(folder, "a", "2");
    await runNotebooks(run);
    deepStrictEqual([...started].sort(), ["a.ipynb", "c.ipynb"]);
  }));

Deno.test("runNotebooks() leaves a copy alone that would come out the same, and makes those same bytes when told to", () =>
  withFolder(async (folder) => {
    const warehouse = await writeWarehouse(folder);
    await writeNotebook(folder, "a", "month");
    const run = { ...RUN, names: [], warehouse, out: join(folder, "out"), folder };
    const [first] = await runNotebooks(run);
    const bytes = await Deno.readTextFile(first!.outPath);
    await Deno.utime(warehouse, 1, 1);
    const { mtime } = await Deno.stat(first!.outPath);
    deepStrictEqual(await runNotebooks(run), [{ ...first, isUnchanged: true }]);
    deepStrictEqual((await Deno.stat(first!.outPath)).mtime, mtime);
    deepStrictEqual(await runNotebooks({ ...run, isFresh: true }), [first]);
    strictEqual(await Deno.readTextFile(first!.outPath), bytes);
  }));

Deno.test("runNotebooks() runs a notebook again when anything it depends on has changed, or its copy has", () =>
  withFolder(async (folder) => {
    const warehouse = await writeWarehouse(folder);
    await writeNotebook(folder, "a", "month");
    const run = { ...RUN, names: [], warehouse, out: join(folder, "out"), folder };
    const wasRun = async (more: Partial<NotebooksRun> = {}) => {
      const [result] = await runNotebooks({ ...run, ...more });
      return !result!.isUnchanged;
    };
    const copy = join(folder, "out/2019-07/amber/notebooks/a.ipynb");
    const changes: Readonly<Record<string, () => Promise<unknown>>> = {
      "an edited copy": async () =>
        await Deno.writeTextFile(copy, (await Deno.readTextFile(copy)).replace("2019-07", "2019-08")),
      "a removed copy": () => Deno.remove(copy),
      "an edited notebook": () => writeNotebook(folder, "a", "month.length"),
      "a load": () =>
        change(warehouse, "insert into ledger.files values (9, 'a', 'b', 1, '2019-09-01', false, false, 0)"),
      "another query": () => change(warehouse, "update ledger.definitions set sha256 = 'c' where kind = 'query'"),
    };
    ok(await wasRun());
    for (const [what, make] of Object.entries(changes)) {
      await make();
      ok(await wasRun(), what);
      ok(!await wasRun(), what);
    }
    await change(
      warehouse,
      "insert into ledger.publications values (9, '2019-07-01', 'white', null, 9, '2019-09-02', 'c', 1)",
    );
    ok(!await wasRun(), "a publication, which no view reads");
    for (const { kind, name, text } of await readDefinitions()) {
      ok(kind !== "query" || !/\bledger\.publi/.test(text), name);
    }
    ok(await wasRun({ asOf: "2019-08-31" }), "another day");
    ok(await wasRun({ audience: "red" }), "another audience");
  }));

Deno.test("runNotebooks() writes a copy also as a page when asked to, and keeps a page that is there up to date", () =>
  withFolder(async (folder) => {
    const warehouse = await writeWarehouse(folder);
    await writeNotebook(folder, "a", "1 + 1");
    const run = { ...RUN, names: [], warehouse, out: join(folder, "out"), folder };
    strictEqual((await runNotebooks(run))[0]!.htmlPath, null);
    const [asked] = await runNotebooks({ ...run, isHtml: true });
    strictEqual(asked!.htmlPath, asked!.outPath.replace(".ipynb", ".html"));
    strictEqual(asked!.isUnchanged, true);
    match(await Deno.readTextFile(asked!.htmlPath), /<pre>2<\/pre>.*<\/main>/s);
    await writeNotebook(folder, "a", "1 + 2");
    await runNotebooks(run);
    match(await Deno.readTextFile(asked!.htmlPath), /<pre>3<\/pre>.*<\/main>/s);
  }));

Deno.test("runNotebooks() always runs a Red notebook that imports a module of its own, or one that names the ledger", () =>
  withFolder(async (folder) => {
    const warehouse = await writeWarehouse(folder);
    await Deno.writeTextFile(join(folder, "figures.ts"), "export const figure = 1;");
    await writeNotebook(folder, "a", 'import { figure } from "./figures.ts";');
    await writeNotebook(folder, "b", '"select count(*) from ledger.publications"');
    const run = { ...RUN, audience: "red", names: [], warehouse, out: join(folder, "out"), folder } as const;
    await runNotebooks(run);
    deepStrictEqual((await runNotebooks(run)).map(({ isUnchanged }) => isUnchanged), [false, false]);
  }));

async function change(warehouse: string, sql: string): Promise<void> {
  using open = await openPrivate(warehouse);
  await open.connection.run(sql);
}

/** A notebook of a parameters cell and one more. */
async function writeNotebook(folder: string, name: string, source: string): Promise<void> {
  const cell = (id: string, source: string, tags: string[]) => ({ id, cell_type: "code", source, metadata: { tags } });
  const cells = [cell("parameters", "let month;", ["parameters"]), cell("work", source, [])];
  const content = { cells, metadata: { kernelspec: { name: "deno" } }, nbformat: 4, nbformat_minor: 5 };
  await Deno.writeTextFile(join(folder, `${name}.ipynb`), JSON.stringify(content));
}
