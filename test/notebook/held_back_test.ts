import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { expectHeldBack, suppresses } from "../../etl/notebook/held_back.ts";
import { chartBundle } from "../../etl/notebook/show.ts";
import { tableBundle } from "../../etl/notebook/table_bundle.ts";
import { warehouseWith } from "../warehouse/fixture.ts";

Deno.test("suppresses() finds a view that suppresses below those a query reads", async () => {
  using warehouse = await warehouseWith({
    released: `-- classification: white\n-- release: made up\n-- contributors: users
      select month, volume, null as suppressed_columns from extracts.trips`,
    monthly: "select month, sum(volume) as volume from released group by all",
    lengths: "select length from extracts.roads",
  });
  const asked = async (sql: string) => await suppresses(warehouse.connection, sql);
  strictEqual(await asked("with m as (from monthly) select volume from m;"), true);
  strictEqual(await asked("select * from released"), true);
  strictEqual(await asked("select length from lengths, extracts.roads"), false);
});

Deno.test("a table and a chart say that a blank can have been held back, once a query could hold something back", async () => {
  const table = { headings: ["region", "exceptions"], rows: [["North", null], ["South", 7]] };
  const chart = {
    title: "Exceptions",
    description: "A bar a Region",
    data: { values: [{ region: "North", exceptions: null }, { region: "South", exceptions: 7 }] },
    mark: "bar",
    encoding: { y: { field: "region" }, x: { field: "exceptions", type: "quantitative" } },
  };
  ok(!String(tableBundle(table)["text/html"]).includes("held back"));
  ok(!String((await chartBundle(chart))["image/svg+xml"]).includes("held back"));
  expectHeldBack();
  match(String(tableBundle(table)["text/plain"]), /\n\[x\]: not available, or held back from this audience/);
  match(String(tableBundle(table)["text/html"]), /<p>\[x\]: not available, or held back from this audience/);
  ok(!String(tableBundle({ ...table, rows: [["South", 7]] })["text/html"]).includes("held back"));
  const drawn = await chartBundle(chart);
  match(String(drawn["image/svg+xml"]), /Some values are not drawn: not available, or held back/);
  match(String(drawn["text/html"]), /alt="A bar a Region\. Some values are not drawn/);
});

Deno.test("chartBundle() says that there is nothing to draw when no value of an axis is left", async () => {
  const chart = {
    title: "Requests",
    description: "A bar a month",
    data: { values: [{ month: "2019-07", percent: null }] },
    mark: "point",
    encoding: {
      x: { field: "month" },
      y: { field: "percent", type: "quantitative", scale: { zero: false } },
    },
  };
  const bundle = await chartBundle(chart);
  deepStrictEqual(Object.keys(bundle), ["text/plain"]);
  ok(String(bundle["text/plain"]).startsWith("Requests: nothing to draw"));
});

Deno.test("tableBundle() shows a hundred rows, and of more says how many there are", () => {
  const plain = (count: number) =>
    String(tableBundle({ headings: ["n"], rows: Array.from({ length: count }, (_, n) => [n]) })["text/plain"]);
  strictEqual(plain(100).split("\n").length, 101);
  strictEqual(plain(101).split("\n").at(-1), "The first 100 of 101 rows");
});
