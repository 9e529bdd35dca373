import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { annexa, PROJECT } from "../commands/annexa.ts";
import { newNotebook } from "../../etl/notebook/new_notebook.ts";
import { runNotebooks } from "../../etl/notebook/run_notebooks.ts";
import { withFolder } from "./fixture.ts";

const FOLDER = join(PROJECT, "notebooks");
const NAMES = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).filter((name) => name.endsWith(".ipynb")).sort();

interface CommittedCell {
  readonly cell_type: string;
  readonly execution_count: null;
  readonly metadata: { readonly tags?: readonly string[] };
  readonly outputs: readonly unknown[];
  readonly source: readonly string[];
}

for (const path of [...NAMES.map((name) => `notebooks/${name}`), "etl/notebook/template.ipynb"]) {
  const name = basename(path);
  const { cells, metadata } = JSON.parse(Deno.readTextFileSync(join(PROJECT, path)));
  const codes: CommittedCell[] = cells.filter((cell: CommittedCell) => cell.cell_type === "code");
  const sources = codes.map(({ source }) => source.join(""));
  const prose = cells.filter((cell: CommittedCell) => cell.cell_type === "markdown")
    .map((cell: CommittedCell) => cell.source.join("")).join("\n");

  Deno.test(`${name} is committed without outputs, for the Deno kernel`, () => {
    strictEqual(metadata.kernelspec.name, "deno");
    deepStrictEqual(
      codes.flatMap(({ outputs, execution_count }) => [...outputs, execution_count].filter((one) => one !== null)),
      [],
    );
  });

  Deno.test(`${name} narrates: parameters first, one import, a table, a chart, no function`, () => {
    deepStrictEqual(codes[0]!.metadata.tags, ["parameters"]);
    match(sources[0]!, /^let month = /m);
    const imports = sources.join("\n").match(/^import .*$/gm);
    strictEqual(imports?.length, 1);
    match(imports[0], / from "\.\.\/etl\/notebook\/notebook_api\.ts";$/);
    ok(sources.some((source) => source.includes("await frame(")));
    ok(sources.some((source) => source.includes("await show(")));
    ok(!/\bfunction\b|=>/.test(sources.join("\n")));
    match(prose, /^# .*\?$/m);
  });

  Deno.test(`${name} types no figure into its text`, () => {
    deepStrictEqual(prose.replace(/\b[A-Z]\d+(\.\d+)?\b/g, "").match(/\d+/g), null);
  });
}

Deno.test("the notebooks say what the papers published, the same bytes each time", () =>
  withFolder(async (folder) => {
    const warehouse = join(folder, "warehouse.duckdb");
    strictEqual((await annexa("load", "--inbox", "data/samples/inbox", "--warehouse", warehouse)).code, 0);
    const run = async (out: string) => {
      const { code, stdout, stderr } = await annexa(
        ...["notebook", "--month", "2019-07", "--warehouse", warehouse, "--out", join(folder, out)],
      );
      strictEqual(code, 0, stderr);
      strictEqual(stdout.trim().split("\n").length, NAMES.length);
      const texts = await Promise.all(
        NAMES.map((name) => Deno.readTextFile(join(folder, out, "2019-07/white/notebooks", name))),
      );
      return { texts, stderr };
    };
    const { texts: first, stderr } = await run("first");
    match(stderr, /^Ran 03_annex_a in \d+\.\d s$/m);
    // S0 (SECP_72_1309_22): rows 1, 5 and 6 of Annex A.
    for (
      const sentence of [
        "All Code Performance Measures were at or above Target Service Level for the first time in six months.",
        "4,077,703 requests were sent versus a forecast of 3,273,674. 112.8% of the forecast",
        "56,132,500 requests were sent versus a forecast of 117,465,410. 48% of the forecast",
        "Report late by 3 Working Days.",
        "Synthetic data:",
      ]
    ) ok(first.some((text) => text.includes(sentence)), sentence);
    for (const text of first) match(text, /\*\*WHITE\*\* – This document is classified as White/);
    deepStrictEqual((await run("second")).texts.map(digest), first.map(digest));
    const again = await run("first");
    deepStrictEqual(again.stderr.trim().split("\n").sort(), NAMES.map((name) => `Unchanged ${name.slice(0, -6)}`));
    deepStrictEqual(again.texts.map(digest), first.map(digest));
    await runTemplate(folder, warehouse);
  }));

/** A notebook from the template shows a table, a chart and a sentence before anybody has written anything. */
async function runTemplate(folder: string, warehouse: string): Promise<void> {
  // Beside the project's folder of notebooks, as its import is.
  const notebooks = await Deno.makeTempDir({ dir: PROJECT, prefix: ".notebooks-" });
  try {
    await newNotebook("04_late", notebooks);
    const run = { names: [], month: "2019-07-01", audience: "white", warehouse, cellTimeoutMs: 60_000 } as const;
    const [ran] = await runNotebooks({ ...run, out: join(folder, "new"), folder: notebooks, isHtml: true });
    const page = await Deno.readTextFile(ran!.htmlPath!);
    match(page, /<h1>Late\?<\/h1>/);
    // S0 (SECP_72_1309_22): row 5 of Annex A.
    match(page, /In July 2019, 4,077,703 requests were sent\./);
    match(page, /<table class="figures">.*<svg role="img"/s);
  } finally {
    await Deno.remove(notebooks, { recursive: true });
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
