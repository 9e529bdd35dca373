import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { mayShow } from "../../etl/base/classification.ts";
import { writeWorkbench } from "../../etl/workbench/write_workbench.ts";
import { withCanaries } from "../export/canary_warehouse.ts";
import { findByReading, findInBytes } from "../export/find_canaries.ts";

Deno.test("writeWorkbench() writes a folder that holds nothing above its class and asks nothing of the network", async () => {
  await withCanaries(async (warehouse, canaries, folder) => {
    const out = join(folder, "white");
    await writeWorkbench(warehouse, out, "white", () => {});
    const files = [...Deno.readDirSync(out)].map((entry) => entry.name).sort();
    // Parts of the page's script are named for their content.
    const parts = files.filter((name) => /^[a-z_]+-[A-Z0-9]{8}\.js$/.test(name));
    ok(parts.length > 1);
    deepStrictEqual(files.filter((name) => !parts.includes(name)), [
      "contents.json",
      "duckdb-browser-eh.worker.js",
      "duckdb-eh.wasm",
      "index.html",
      "manifest.json",
      "marking.css",
      "public-sans-400.ttf",
      "public-sans-700.ttf",
      "style.css",
      "warehouse.duckdb",
      "workbench.js",
    ]);
    const hidden = canaries.filter(({ classification }) => !mayShow(classification, "white"));
    for (const name of files.filter((one) => !/wasm|worker|ttf/.test(one))) {
      deepStrictEqual(findInBytes(await Deno.readFile(join(out, name)), hidden), [], name);
    }
    deepStrictEqual(await findByReading(join(out, "warehouse.duckdb"), hidden), []);

    const html = await Deno.readTextFile(join(out, "index.html"));
    match(
      html,
      /Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;self&#39; &#39;wasm-unsafe-eval&#39;;/,
    );
    match(html, /<strong class="class">White<\/strong>/);
    strictEqual(/https?:/.test(html), false);
    strictEqual(/<script(?![^>]*src=)/.test(html), false);
    const { files: described } = JSON.parse(await Deno.readTextFile(join(out, "manifest.json")));
    const sha256 = described.find((one: { path: string }) => one.path === "warehouse.duckdb").sha256;
    ok(html.includes(`<link rel="preload" href="warehouse.duckdb?${sha256.slice(0, 16)}" as="fetch" crossorigin>`));
    match(await Deno.readTextFile(join(out, "marking.css")), /"WHITE - SYNTHETIC DATA"/);

    ok((await Deno.stat(join(out, "workbench.js"))).size < 100_000, "the first page loads no editor and no charts");
    const contents = JSON.parse(await Deno.readTextFile(join(out, "contents.json")));
    ok(contents.withheld.some((one: { name: string }) => one.name === "csr_variance_by_user"));
    const [summary] = contents.queries.filter((one: { name: string }) => one.name === "csr_variance_summary");
    strictEqual(summary.grain, "one row per reporting month");
    strictEqual(summary.source, "SEC L8.9");
    strictEqual(summary.group, "measures");
    match(summary.about, /^Certificate Signing Requests of all Users/);
  });
});
