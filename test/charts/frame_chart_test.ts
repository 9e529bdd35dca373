import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { frameChart } from "../../etl/charts/frame_chart.ts";

const SVG = '<svg role="img" xmlns="http://www.w3.org/2000/svg" width="500" height="300" viewBox="0 0 500 300"></svg>';

const lines = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((found) => found[1]);

Deno.test("frameChart() puts the title above the chart and the marking below", async () => {
  const framed = await frameChart(SVG, { title: "Volumes", description: "Rising", footer: ["White", "Synthetic"] });
  deepStrictEqual(lines(framed), ["Volumes", "White", "Synthetic"]);
  ok(framed.includes('<svg y="40" role="img"'));
  // 16 above, a line of 24, the chart's 300, two lines of 17, 16 below.
  ok(framed.includes('width="500" height="390"'));
});

Deno.test("frameChart() wraps what is wider than the chart", async () => {
  const title = "CPM1 On-Demand Service Responses within Target Response Time, December 2018 to March 2021";
  const wrapped = lines(await frameChart(SVG, { title, description: "d", footer: [] }));
  strictEqual(wrapped.length, 2);
  strictEqual(wrapped.join(" "), title);
});

Deno.test("frameChart() escapes what it writes", async () => {
  const framed = await frameChart(SVG, { title: "<b>&", description: '"><script>', footer: ["</svg>"] });
  ok(framed.includes('<title id="title">&lt;b&gt;&amp;</title>'));
  ok(framed.includes('<desc id="description">&quot;&gt;&lt;script&gt;\n&lt;/svg&gt;</desc>'));
  deepStrictEqual(lines(framed), ["&lt;b&gt;&amp;", "&lt;/svg&gt;"]);
});
