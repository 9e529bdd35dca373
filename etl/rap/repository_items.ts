import { join } from "node:path";
import { hashFile } from "../manifest/hash_file.ts";
import { MANIFEST } from "../manifest/manifest.ts";
import { readManifest } from "../manifest/read_manifest.ts";
import { listFiles } from "../list_files.ts";
import { attested, decided, type RapItem } from "./rap_item.ts";

const EXPORTED = /^export (?:async )?(?:abstract )?(?:function\*?|class|interface|type|const) (\w+)/;
const EXACT_VERSION = /^npm:\/?(?:@[^/]+\/)?[^@/]+@\d+\.\d+\.\d+[^/]*\/?.*$/;

/**
 * The levels of Reproducible Analytical Pipelines (NHS RAP Community of Practice: baseline, silver, gold), item by item,
 * as far as a project's files and last outputs show them.
 *
 * @param project The project's folder
 * @param out The folder of its outputs
 *
 * @example
 * ```ts
 * import { repositoryItems } from "./repository_items.ts";
 * import { strictEqual } from "node:assert/strict";
 * const items = await repositoryItems("no/such/project", "no/such/out");
 * strictEqual(items.some(({ status }) => status === "met"), false);
 * ```
 */
export async function repositoryItems(project: string, out: string): Promise<RapItem[]> {
  const text = (path: string) => readText(join(project, path));
  const [readme, config, ci, changelog] = [
    await text("README.md"),
    await text("deno.json"),
    await text(".ci/run"),
    await text("CHANGELOG.md"),
  ];
  const code = (await listFiles(join(project, "etl"))).filter((path) => path.endsWith(".ts"));
  const queries = (await listFiles(join(project, "queries"))).filter((path) => path.endsWith(".sql"));
  const tests = (await listFiles(join(project, "test"))).filter((path) => path.endsWith("_test.ts"));
  const [baseline, silver, gold] = ["RAP baseline", "RAP silver", "RAP gold"] as const;
  const gate = ["fmt --check", "lint"].every((step) => ci.includes(step));
  const commands = ["task demo", "task test"].every((one) => readme.includes(one));
  return [
    decided(
      baseline,
      "Data produced by code in an open-source language",
      code.length > 0 && queries.length > 0,
      `etl: ${code.length} TypeScript files; queries: ${queries.length} SQL files`,
    ),
    await versionControl(project, baseline),
    decided(
      baseline,
      "README with the steps to reproduce",
      commands,
      commands ? "README.md: demo and test are one command each" : "README.md gives no commands for demo and test",
    ),
    attested(baseline, "Code has been peer reviewed", "who reviewed which change is not in the files"),
    attested(
      baseline,
      "Code is published in the open, linked to and from the publication",
      await text("LICENSE") === ""
        ? "there is no LICENSE"
        : "LICENSE allows it; whether it is published is not in the files",
    ),
    await outputsByCode(out, silver),
    await documentation(project, code, silver),
    structure(code, readme, silver),
    await reusable(project, silver),
    decided(
      silver,
      "Code adheres to agreed coding standards",
      gate,
      gate
        ? ".ci/run: deno fmt --check and deno lint, as `deno task ok`; rap does not run them"
        : ".ci/run does not check them",
    ),
    decided(
      silver,
      "Pipeline includes a testing framework",
      tests.length > 0,
      `test: ${tests.length} test files` +
        (tests.includes("queries/published_figures_test.ts") ? ", with back tests on the published figures" : ""),
    ),
    await dependencies(project, config, silver),
    decided(
      silver,
      "Logs are automatically recorded by the pipeline",
      code.includes("run_log/run_log.ts"),
      code.includes("run_log/run_log.ts")
        ? "etl/run_log: `run` writes two lines a run; each load stands in the ledger"
        : "no etl/run_log",
    ),
    await tidy(out, silver),
    await packaged(project, config, gold),
    decided(
      gold,
      "Repository runs its tests by itself (CI)",
      ci.includes("task test"),
      ci === "" ? "there is no .ci/run" : ".ci/run: format, lint, types and every test on a clean clone",
    ),
    decided(
      gold,
      "Process runs on events or on a schedule",
      code.includes("load/watch_inbox.ts"),
      code.includes("load/watch_inbox.ts")
        ? "`run --watch` on a new file in the inbox; `run` for a scheduler"
        : "no watcher of the inbox",
    ),
    decided(
      gold,
      "Changes are clearly signposted",
      /^## /m.test(changelog),
      /^## \[?\d/m.test(changelog)
        ? "CHANGELOG.md, with released versions"
        : changelog === ""
        ? "there is no CHANGELOG.md"
        : "CHANGELOG.md; no version is released yet",
    ),
  ];
}

async function versionControl(project: string, level: string): Promise<RapItem> {
  const head = (await readText(join(project, ".git/HEAD"))).trim();
  const branch = /^ref: (.+)$/.exec(head)?.[1];
  const packed = await readText(join(project, ".git/packed-refs"));
  const commit = branch === undefined ? head : (await readText(join(project, ".git", branch))).trim() ||
    packed.split("\n").find((line) => line.endsWith(` ${branch}`))?.slice(0, 40) || "";
  const isThere = /^[0-9a-f]{40}/.test(commit);
  return decided(
    level,
    "Code is version controlled",
    isThere,
    isThere ? `.git: ${branch ?? "a commit"} at ${commit.slice(0, 12)}` : "there is no commit in .git",
  );
}

/** The outputs are what the program wrote: their bytes have the hashes of their manifest. */
async function outputsByCode(out: string, level: string): Promise<RapItem> {
  const item = "Outputs are produced by code with minimal manual intervention";
  const manifests: string[] = [];
  for (const path of await listFiles(out)) {
    if (path !== MANIFEST && !path.endsWith(`/${MANIFEST}`)) continue;
    // Exports and workbenches have one of another kind.
    if (!/^\{\s*"kind": "/.test(await readText(join(out, path)))) manifests.push(path);
  }
  if (manifests.length === 0) return decided(level, item, false, `no ${MANIFEST} under ${out}: run deno task annex`);
  const changed: string[] = [];
  let count = 0;
  for (const path of manifests) {
    const folder = join(out, path, "..");
    for (const output of (await readManifest(join(out, path))).outputs) {
      count++;
      if ((await hashFile(folder, output.path))?.sha256 !== output.sha256) changed.push(join(folder, output.path));
    }
  }
  const evidence = changed.length === 0
    ? `${out}: all ${count} files of ${manifests.length} manifests are byte for byte as the program wrote them`
    : `${changed.length} of ${count} files are not as the program wrote them, ${changed[0]} among them`;
  return decided(level, item, changed.length === 0, evidence);
}

async function documentation(project: string, code: readonly string[], level: string): Promise<RapItem> {
  const bare: string[] = [];
  let count = 0;
  for (const path of code) {
    const lines = (await readText(join(project, "etl", path))).split("\n");
    for (const [at, line] of lines.entries()) {
      const name = EXPORTED.exec(line)?.[1];
      if (name === undefined) continue;
      count++;
      if (!lines[at - 1]?.trimEnd().endsWith("*/")) bare.push(`${name} of etl/${path}`);
    }
  }
  return decided(
    level,
    "Code is well documented",
    count > 0 && bare.length === 0,
    `${count - bare.length} of ${count} exports of etl have a docstring` +
      (bare.length === 0 ? "" : `; not ${bare[0]}`),
  );
}

function structure(code: readonly string[], readme: string, level: string): RapItem {
  const folders = [...new Set(code.filter((path) => path.includes("/")).map((path) => path.split("/")[0]!))];
  const unsaid = folders.filter((folder) => !readme.includes(`${folder}/`));
  return decided(
    level,
    "Code is well organised in a standard directory format",
    folders.length > 0 && unsaid.length === 0,
    `README.md says what ${folders.length - unsaid.length} of ${folders.length} folders of etl hold` +
      (unsaid.length === 0 ? "" : `; not ${unsaid.join(", ")}`),
  );
}

/** A notebook that defines functions keeps them from being reused. */
async function reusable(project: string, level: string): Promise<RapItem> {
  const notebooks = (await listFiles(join(project, "notebooks"))).filter((path) => path.endsWith(".ipynb"));
  const defining: string[] = [];
  for (const path of notebooks) {
    const { cells } = JSON.parse(await readText(join(project, "notebooks", path))) as {
      cells: { cell_type: string; source: string | string[] }[];
    };
    const source = cells.filter((cell) => cell.cell_type === "code").map((cell) => [cell.source].flat().join("")).join(
      "\n",
    );
    if (/^\s*(?:export )?(?:async )?function\b/m.test(source)) defining.push(path);
  }
  return decided(
    level,
    "Reusable functions are used where appropriate",
    notebooks.length > 0 && defining.length === 0,
    defining.length === 0
      ? `${notebooks.length} notebooks import what they use and define no function`
      : `notebooks that define functions: ${defining.join(", ")}`,
  );
}

async function dependencies(project: string, config: string, level: string): Promise<RapItem> {
  const imports = Object.values((parse(config).imports ?? {}) as Record<string, string>);
  const loose = imports.filter((version) => !EXACT_VERSION.test(version));
  const hasLock = await readText(join(project, "deno.lock")) !== "";
  return decided(
    level,
    "Repository includes dependency information",
    imports.length > 0 && loose.length === 0 && hasLock,
    `deno.json: ${imports.length - loose.length} of ${imports.length} imports have an exact version` +
      `; ${hasLock ? "deno.lock has their hashes" : "there is no deno.lock"}` +
      (loose.length === 0 ? "" : `; not ${loose[0]}`),
  );
}

/** Each row has a value a column, each column its own name. */
async function tidy(out: string, level: string): Promise<RapItem> {
  const item = "Data is output in a tidy format";
  const { parse: parseCsv } = await import("csv-parse/sync");
  const tables = (await listFiles(out)).filter((path) => /(^|\/)tables\/\w+\.csv$/.test(path));
  const untidy: string[] = [];
  for (const path of tables) {
    const [header = [], ...rows] = parseCsv(await readText(join(out, path)), {
      bom: true,
      relax_column_count: true,
    }) as string[][];
    const isTidy = header.length > 0 && header.every((name) => name !== "") && new Set(header).size === header.length &&
      rows.every((row) => row.length === header.length);
    if (!isTidy) untidy.push(path);
  }
  const evidence = tables.length === 0
    ? `no tables/*.csv under ${out}: run deno task annex`
    : `${out}: ${
      tables.length - untidy.length
    } of ${tables.length} CSV tables have one header of unique names and a value a column` +
      (untidy.length === 0 ? "" : `; not ${untidy[0]}`);
  return decided(level, item, tables.length > 0 && untidy.length === 0, evidence);
}

async function packaged(project: string, config: string, level: string): Promise<RapItem> {
  const { name, version, exports } = parse(config);
  const entries = Object.entries((exports ?? {}) as Record<string, string>);
  const missing: string[] = [];
  for (const [entry, path] of entries) if (await readText(join(project, path)) === "") missing.push(entry);
  const isPackage = [name, version].every((field) => typeof field === "string") && entries.length > 0 &&
    missing.length === 0;
  return decided(
    level,
    "Code is fully packaged",
    isPackage,
    isPackage
      ? `deno.json: ${name} ${version} with ${
        entries.map(([entry]) => entry).join(" and ")
      }, for projects that link to it; whether a registry has it is not in the files`
      : entries.length === 0
      ? "deno.json has no name, version and exports: it is run from its repository"
      : `deno.json: its exports ${missing.join(" and ")} are no files`,
  );
}

function parse(json: string): Record<string, unknown> {
  return json === "" ? {} : JSON.parse(json);
}

/** "" when there is no such file. */
async function readText(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    // In a second working tree, .git is a file and no folder.
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return "";
    throw error;
  }
}
