import { deepStrictEqual, match, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { checkNotebooks } from "../../etl/notebook/check_notebooks.ts";
import { newNotebook } from "../../etl/notebook/new_notebook.ts";
import { readFaults } from "../../etl/notebook/read_faults.ts";
import { runNotebooks } from "../../etl/notebook/run_notebooks.ts";
import { annexa } from "../commands/annexa.ts";
import { withFolder, writeWarehouse } from "./fixture.ts";

interface RawCell {
  readonly source: string;
  readonly tags?: readonly string[];
  readonly outputs?: readonly unknown[];
  readonly count?: number;
}

const PARAMETERS: RawCell = { source: 'let month = "2019-07";', tags: ["parameters"] };

async function writeNotebook(folder: string, name: string, cells: readonly RawCell[], kernel = "deno") {
  const content = {
    cells: cells.map(({ source, tags = [], outputs = [], count = null }, index) => ({
      id: `cell_${index}`,
      cell_type: "code",
      source,
      metadata: { tags },
      outputs,
      execution_count: count,
    })),
    metadata: { kernelspec: { name: kernel } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  const path = join(folder, `${name}.ipynb`);
  await Deno.writeTextFile(path, JSON.stringify(content));
  return path;
}

Deno.test("readFaults() finds each rule's offence in its cell, and nothing in what the rules allow", () =>
  withFolder(async (folder) => {
    const cases: [cells: RawCell[], found: string[]][] = [
      [[PARAMETERS, { source: "const late = all.filter((one) => one.isLate);\nawait show(late);" }], []],
      [[PARAMETERS, { source: "await rows(`select function from names -- const f = 1`)" }], []],
      [[PARAMETERS, { source: "function late() {}" }], ["function 2"]],
      [[PARAMETERS, { source: "1;\nconst late = async (one: number) => one;" }], ["function 2"]],
      [[PARAMETERS, { source: "let late = one => one > 1;" }], ["function 2"]],
      [[PARAMETERS, { source: "class Late {}" }], ["function 2"]],
      [[PARAMETERS, { source: 'import fs from "node:fs";' }], ["import 2"]],
      [[PARAMETERS, { source: "const { a } = await import('./a.ts');" }], ["import 2"]],
      [[PARAMETERS, { source: "1", outputs: [{}] }], ["output 2"]],
      [[{ ...PARAMETERS, count: 1 }, { source: "1", count: 2 }], ["output 1", "output 2"]],
      [[{ ...PARAMETERS, count: 3 }, { source: "1", count: 2 }], ["order null", "output 1", "output 2"]],
      [[{ ...PARAMETERS, count: 2 }, { source: "1", count: 2 }], ["order null", "output 1", "output 2"]],
      [[{ source: "1" }, PARAMETERS], ["parameters 1"]],
      [[{ source: "let year = 1;", tags: ["parameters"] }], ["parameters 1"]],
      [[], ["parameters null"]],
    ];
    for (const [cells, expected] of cases) {
      const found = await readFaults(await writeNotebook(folder, "a", cells));
      deepStrictEqual(found.map(({ rule, cell }) => `${rule} ${cell}`), expected, JSON.stringify(cells));
    }
    const [python] = await readFaults(await writeNotebook(folder, "a", [PARAMETERS], "python3"));
    strictEqual(python!.rule, "format");
    match(python!.message, /its kernel must be deno: it is python3/);
    await rejects(() => readFaults(join(folder, "none.ipynb")), { exitCode: 2 });
  }));

Deno.test("checkNotebooks() finds what fails and what is stale, and leaves every file as it is", () =>
  withFolder(async (folder) => {
    const warehouse = await writeWarehouse(folder);
    const out = join(folder, "out");
    const run = {
      names: [],
      month: "2019-07-01",
      audience: "white",
      warehouse,
      out,
      cellTimeoutMs: 60_000,
      folder,
    } as const;
    await writeNotebook(folder, "a", [PARAMETERS, { source: "month" }]);
    await writeNotebook(folder, "b", [PARAMETERS, { source: "month" }]);
    const [first] = await runNotebooks(run);
    deepStrictEqual(await checkNotebooks(run), []);

    await writeNotebook(folder, "a", [PARAMETERS, { source: "month.length" }]);
    await writeNotebook(folder, "b", [PARAMETERS, { source: "late" }, { source: "const late = 1;" }]);
    await writeNotebook(folder, "c", [PARAMETERS, { source: "1" }]);
    const copy = await Deno.readTextFile(first!.outPath);
    const faults = await checkNotebooks(run);
    deepStrictEqual(faults.map(({ notebook, rule, cell }) => [notebook, rule, cell]), [
      ["a.ipynb", "stale", null],
      ["b.ipynb", "failing", 2],
    ]);
    match(faults[1]!.message, /ReferenceError: late is not defined/);
    strictEqual(await Deno.readTextFile(first!.outPath), copy);
    deepStrictEqual([...Deno.readDirSync(out)].map(({ name }) => name), ["2019-07"]);
    deepStrictEqual(await checkNotebooks({ names: [], month: null, folder }), []);
    await rejects(() => checkNotebooks({ ...run, month: "2030-01-01" }), { exitCode: 2 });
  }));

Deno.test("newNotebook() starts a notebook without a fault under its title, and never in the place of another", () =>
  withFolder(async (folder) => {
    const path = await newNotebook("04_late_reports", folder);
    strictEqual(path, join(folder, "04_late_reports.ipynb"));
    match(await Deno.readTextFile(path), /"# Late reports\?\\n"/);
    // Its import starts from the project's folder of notebooks.
    deepStrictEqual((await readFaults(path)).map(({ rule }) => rule), ["import"]);
    await rejects(() => newNotebook("04_late_reports.ipynb", folder), { exitCode: 2, message: /because there is one/ });
    for (const name of ["../late", "Late", "late reports", ".ipynb", ""]) {
      await rejects(() => newNotebook(name, folder), { exitCode: 2, message: /name it in lower case/ });
    }
  }));

Deno.test("notebook --check finds nothing in the notebooks as they are", async () => {
  const { code, stdout, stderr } = await annexa("notebook", "--check");
  deepStrictEqual([code, stdout, stderr], [0, "", ""]);
});

Deno.test("notebook new wants one name", async () => {
  const { code, stderr } = await annexa("notebook", "new");
  strictEqual(code, 2);
  match(stderr, /^Cannot start 0 notebooks: give one name/);
});
