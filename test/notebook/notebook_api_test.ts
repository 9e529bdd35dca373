import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { execute, type ExecutedCell, withFolder, writeWarehouse } from "./fixture.ts";

/** An executed fixture over a small warehouse, read as its audience. */
async function ask(folder: string, name: string, audience?: string): Promise<ExecutedCell[]> {
  const env = { ANNEXA_WAREHOUSE: await writeWarehouse(folder) };
  return await execute(folder, name, { env: audience === undefined ? env : { ...env, ANNEXA_AUDIENCE: audience } });
}

/** What a cell shows, in one format. */
function shown(cell: ExecutedCell, type: string): string {
  const data = cell.outputs.at(-1)?.data as Readonly<Record<string, string | string[]>>;
  return [data[type] ?? []].flat().join("");
}

Deno.test("rows(), row() and frame() answer from the warehouse, with parameters, order and blanks kept", () =>
  withFolder(async (folder) => {
    const [, roads, one, none, several, sorted, series, empty] = await ask(folder, "queries");
    match(
      shown(roads!, "text/plain"),
      /^\[\s+\{ region: "South", length: 3 \},\s+\{ region: "Central", length: 30000 \}\s+\]$/,
    );
    strictEqual(shown(one!, "text/plain"), "3");
    match(shown(none!, "text/plain"), /Cannot read one row for 99999: the query has none/);
    match(shown(several!, "text/plain"), /Cannot read one row: the query has 3/);
    strictEqual(
      shown(sorted!, "text/plain"),
      "\tregion\tlength\nCentral\tCentral\t30,000\nSouth\tSouth\t3\nNorth\tNorth\t1",
    );
    strictEqual(shown(series!, "text/plain"), "length\n30,000\n1\n3");
    strictEqual(shown(empty!, "text/plain"), "region\tlength\nNo rows");
  }));

Deno.test("frame(), table() and markdown() show hostile names as nothing but text", () =>
  withFolder(async (folder) => {
    const [, frame, table, markdown] = await ask(folder, "hostile_frame");
    strictEqual(
      shown(frame!, "text/html"),
      [
        "<table>",
        '<thead><tr><th scope="col" style="text-align:left">&lt;b&gt;name&lt;/b&gt;</th>' +
        '<th scope="col" style="text-align:left">code</th><th scope="col" style="text-align:right">volume</th>' +
        '<th scope="col" style="text-align:right">share</th></tr></thead>',
        "<tbody>",
        '<tr><td style="text-align:left">&lt;img src=x onerror=alert(1)&gt;</td>' +
        '<td style="text-align:left;white-space:nowrap">4.10</td>' +
        '<td style="text-align:right;white-space:nowrap">4,077,703</td>' +
        '<td style="text-align:right;white-space:nowrap">[x]</td></tr>',
        "</tbody>",
        "</table>",
      ].join("\n"),
    );
    match(shown(table!, "text/html"), /^<table>\n<caption>&lt;script&gt;<\/caption>/);
    strictEqual(
      shown(markdown!, "text/markdown"),
      "**Text**: \\<script>alert(1)\\</script> \\[a\\](javascript:b) \\$x\\$",
    );
  }));

Deno.test("show() gives Vega-Lite, HTML and SVG in one, in which nothing of the data can run", () =>
  withFolder(async (folder) => {
    const [, chart] = await ask(folder, "hostile_chart");
    const spec =
      (chart!.outputs[0]!.data as Record<string, Record<string, unknown>>)["application/vnd.vegalite.v6+json"]!;
    deepStrictEqual(spec.data, { values: [{ name: "<script>alert(2)</script>", length: 3 }] });
    match(
      shown(chart!, "text/html"),
      /^<img alt="A bar for &lt;img src=x onerror=alert\(1\)&gt;" src="data:image\/svg\+xml;base64,[\w+/=]+">$/,
    );
    const svg = shown(chart!, "image/svg+xml");
    match(svg, /^<svg role="img"/);
    ok(!/<script|<img/.test(svg));
  }));

Deno.test("rows() refuses what is above the audience's class, and the run ends with exit code 6", () =>
  withFolder(async (folder) => {
    await rejects(() => ask(folder, "refused_query"), {
      exitCode: 6,
      message:
        /because cell 3 \(await rows\(.*\) fails with RefusedQuery: Cannot show this query to a white audience because .* amber/,
    });
    strictEqual((await ask(await Deno.makeTempDir({ dir: folder }), "refused_query", "amber")).length, 3);
  }));
