import { deepStrictEqual, match, rejects } from "node:assert/strict";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";
import { definition, prepare, warehouseWith } from "./fixture.ts";

Deno.test("buildViews() makes a view after those it reads, whatever their names", async () => {
  using warehouse = await warehouseWith({
    a: "-- grain: one row\nselect n + 1 as n from b;\n",
    b: "with c as (select n from c) select n from c",
    c: "select 1 as n",
  });
  deepStrictEqual(await rows(warehouse.connection, "from a"), [{ n: 2 }]);
});

Deno.test("buildViews() makes macros whatever their order, before the views that call them", async () => {
  using warehouse = await warehouseWith({ a: "select twice_more(3) as n" }, {
    a_first: "create macro twice_more(n) as twice(n) + 1",
    b_second: "create macro twice(n) as n * 2",
  });
  deepStrictEqual(await rows(warehouse.connection, "from a"), [{ n: 7 }]);
});

Deno.test("buildViews() unites the views named observations_… in view observations, by column name", async () => {
  using warehouse = await warehouseWith({
    observations_csr: "select 5 as report_number, 'a' as observation",
    observations_sr: "select 'b' as observation, 6 as report_number",
    annex_a: "select report_number, observation from observations",
  });
  deepStrictEqual(await rows(warehouse.connection, "from annex_a order by report_number"), [
    { report_number: 5, observation: "a" },
    { report_number: 6, observation: "b" },
  ]);
});

Deno.test("buildViews() forgets the views and macros of files that are gone", async () => {
  using warehouse = await warehouseWith({ a: "select one() as n" }, { one: "create macro one() as 1" });
  await prepare(warehouse.connection, { b: "select 2 as n" });
  deepStrictEqual(
    await rows(warehouse.connection, "select view_name from duckdb_views() where not internal"),
    [{ view_name: "b" }],
  );
  await rejects(() => rows(warehouse.connection, "select one()"), /one does not exist/);
});

Deno.test("buildViews() names every file of a circle", async () => {
  await rejects(() => warehouseWith({ a: "select * from b", b: "from c", c: "select (select max(n) from a) as n" }), {
    name: "UserError",
    message:
      "Cannot build views that read each other: a (queries/a.sql) -> b (queries/b.sql) -> c (queries/c.sql) -> a (queries/a.sql)",
  });
  await rejects(() => warehouseWith({ a: "select * from main.a" }), /a \(queries\/a.sql\) -> a \(queries\/a.sql\)/);
});

Deno.test("buildViews() names the file whose SQL is wrong and what is wrong with it", async () => {
  const message = async (query: string) => {
    let text = "";
    await rejects(() => warehouseWith({ a: query }), (error: Error) => {
      text = error.message;
      return true;
    });
    return text;
  };
  match(await message("select * from nowhere"), /^Cannot build view a from queries\/a\.sql: .*nowhere does not exist/);
  match(await message("select nothing from extracts.trips"), /^Cannot build view a from queries\/a\.sql: .*"nothing"/);
  match(await message("selec 1"), /^Cannot build view a from queries\/a\.sql: syntax error/);
  match(await message("drop table extracts.trips"), /^Cannot build view a from queries\/a\.sql: .*SELECT/);
  match(await message("select 1; select 2"), /^Cannot build view a from queries\/a\.sql: write exactly one SELECT/);
});

Deno.test("buildViews() refuses two files of one name", async () => {
  using warehouse = await openPrivate(":memory:");
  const twin = { ...definition("query", "a", "select 2"), place: "queries/checks/a.sql" };
  await rejects(() => prepareWarehouse(warehouse.connection, [], [definition("query", "a", "select 1"), twin]), {
    message: "Cannot build view a from both queries/a.sql and queries/checks/a.sql: rename one of the files",
  });
});

Deno.test("prepareWarehouse() leaves everything as it was when a file cannot be used", async () => {
  using warehouse = await warehouseWith({ a: "select 1 as n" });
  await rejects(() => prepare(warehouse.connection, { a: "select 2 as n", b: "from nowhere" }));
  deepStrictEqual(await rows(warehouse.connection, "from a"), [{ n: 1 }]);
});
