import { deepStrictEqual, notStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { EmptyChart } from "../../etl/charts/empty_chart.ts";
import { renderChart } from "../../etl/charts/render_chart.ts";

const REASONS = [
  "Communications Hubs where no incident has been raised for outage",
  "There were no, or incomplete address details provided by the Service User",
];

const CLIPPED = {
  name: "clipped",
  description: "Two points",
  data: { values: [{ month: "2019-07-01", value: 1 }, { month: "2019-08-01", value: 2 }] },
  mark: { type: "line", clip: true },
  encoding: {
    x: { field: "month", type: "temporal", timeUnit: "utcyearmonth", title: "Month" },
    y: { field: "value", type: "quantitative", title: "Requests" },
  },
};

Deno.test("renderChart() gives the same bytes whatever was drawn before", async () => {
  const first = await renderChart(CLIPPED);
  await Promise.all([renderChart({ ...CLIPPED, name: "other" }), renderChart({ ...CLIPPED, mark: "bar" })]);
  const second = await renderChart(CLIPPED);
  strictEqual(first.svg, second.svg);
  deepStrictEqual(first.png, second.png);
});

Deno.test("renderChart() names its ids after the chart, so that two can share a page", async () => {
  const ids = (svg: string) => [...svg.matchAll(/ id="([^"]*)"/g)].map((found) => found[1]);
  deepStrictEqual(ids((await renderChart(CLIPPED)).svg), ["clipped-1"]);
  deepStrictEqual(ids((await renderChart({ ...CLIPPED, name: "other" })).svg), ["other-1"]);
});

Deno.test("renderChart() cuts no label short", async () => {
  const { svg } = await renderChart({
    data: { values: REASONS.map((reason, at) => ({ reason, exceptions: 1000 * (at + 1) })) },
    mark: "bar",
    encoding: {
      y: { field: "reason", type: "nominal", title: null },
      x: { field: "exceptions", type: "quantitative", title: "Exceptions (Communications Hubs)" },
    },
  });
  for (const reason of REASONS) ok(svg.includes(`>${reason}</text>`), reason);
  ok(!svg.includes("…"));
  // The longer label takes 400 px at 13 px in this font, against 745 by Vega's own guess, and leaves its room in the width.
  const width = Number(/width="(\d+)"/.exec(svg)![1]);
  ok(width > 1000 && width < 1120, `${width} px wide`);
});

Deno.test("renderChart() has nothing to draw where no value is above zero, and draws a single one that is", async () => {
  const bars = (...values: (number | null)[]) =>
    renderChart({
      data: { values: values.map((share, at) => ({ region: `R${at}`, share })) },
      mark: { type: "bar", invalid: "show" },
      encoding: { x: { field: "region", type: "nominal" }, y: { field: "share", type: "quantitative" } },
    });
  await rejects(bars(0, null, 0), EmptyChart);
  await rejects(bars(null, null), EmptyChart);
  ok((await bars(0, 3)).svg.includes("R1"));
});

Deno.test("renderChart() draws its text: the image is not blank without the machine's fonts", async () => {
  const text = (value: string) => ({ data: { values: [{}] }, mark: { type: "text", text: value, fontSize: 40 } });
  const [one, other] = await Promise.all([renderChart(text("North")), renderChart(text("South"))]);
  notStrictEqual(one.png.join(), other.png.join());
});

Deno.test("renderChart() loads nothing and links nowhere", async () => {
  const from = (path: string) => renderChart({ data: { url: path }, mark: "bar", encoding: { x: { field: "a" } } });
  await rejects(
    from("https://example.org/data.csv"),
    /data must be in the specification, not at "https:\/\/example\.org/,
  );
  await rejects(from("/etc/hostname"), /data must be in the specification/);
  const values = [{ at: 1, address: "javascript:alert(1)" }];
  const marked = (mark: string, channel: string) =>
    renderChart({
      data: { values },
      mark,
      encoding: { x: { field: "at", type: "quantitative" }, [channel]: { field: "address" } },
    });
  await rejects(marked("point", "href"), /it holds an image or a link/);
  await rejects(marked("image", "url"), /it holds an image or a link/);
});

Deno.test("renderChart() refuses a time scale that depends on the machine's zone", async () => {
  const local = { ...CLIPPED, encoding: { ...CLIPPED.encoding, x: { field: "month", type: "temporal" } } };
  await rejects(renderChart(local), /Cannot draw a time scale in local time/);
});

Deno.test("renderChart() refuses a specification Vega-Lite warns of", async () => {
  const misspelt = { ...CLIPPED, encoding: { ...CLIPPED.encoding, colour: { field: "value" } } };
  await rejects(renderChart(misspelt), /Cannot draw the chart: colour-encoding is dropped/);
});
