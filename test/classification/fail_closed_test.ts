import { rejects, strictEqual } from "node:assert/strict";
import { classifyQuery } from "../../etl/classify/classify_query.ts";
import { viewClasses } from "../../etl/classify/view_classes.ts";
import { prepare, warehouseWith } from "../warehouse/fixture.ts";

Deno.test("what nobody labelled is Red: a table, a view, a column, a macro", async () => {
  using warehouse = await warehouseWith({ lengths: "select length from extracts.roads" });
  const { connection } = warehouse;
  strictEqual(await classifyQuery(connection, "select * from extracts.roads"), "white");
  await connection.run("alter table extracts.roads add column owner varchar");
  await connection.run("create table extracts.diary (secret varchar)");
  await connection.run("create view unlabelled as select 1 as one");
  await connection.run("create macro unlabelled_macro(a) as a");
  for (
    const sql of [
      "select owner from extracts.roads",
      "select max(owner) from extracts.roads",
      "select * from extracts.roads",
      "select * exclude (length) from extracts.roads",
      "select roads from extracts.roads",
      "from extracts.diary",
      "from unlabelled",
      "select unlabelled_macro(1)",
    ]
  ) strictEqual(await classifyQuery(connection, sql), "red", sql);
  strictEqual((await viewClasses(connection)).get("unlabelled"), undefined);
});

Deno.test("a column nobody labelled is Red also where as many columns have labels as there are", async () => {
  using warehouse = await warehouseWith({});
  const { connection } = warehouse;
  await connection.run(
    "alter table extracts.roads drop column length; alter table extracts.roads add column owner varchar",
  );
  strictEqual(await classifyQuery(connection, "select * from extracts.roads"), "red");
  strictEqual(await classifyQuery(connection, "select roads from extracts.roads"), "red");
});

Deno.test("a view that cannot be told, or whose macro reads in secret, is refused below Red", async () => {
  const macros = { busiest: "create macro busiest() as (select max(driver) from extracts.trips)" };
  for (
    const sql of [
      "select busiest() as driver",
      "select length, (select count(*) from duckdb_tables()) as tables from extracts.roads",
      "select * from extracts.roads natural join extracts.trips",
    ]
  ) {
    for (const stated of ["white", "green", "amber"]) {
      await rejects(warehouseWith({ leak: `-- classification: ${stated}\n${sql}` }, macros), { exitCode: 6 }, sql);
    }
  }
});

Deno.test("a release must say whose figures it adds up, and suppress the small groups among them", async () => {
  const query = (...lines: string[]) => ({
    released: ["-- classification: white", "-- release: made up", ...lines].join("\n"),
  });
  const sum = "select month, sum(volume) as volume from extracts.trips group by month";
  await rejects(warehouseWith(query(sum)), { exitCode: 6, message: /does not say whose figures it adds up/ });
  await rejects(warehouseWith(query("-- contributors: users", sum)), {
    exitCode: 6,
    message: /suppresses no small group/,
  });
  await rejects(warehouseWith(query("-- contributors: none", sum)), { exitCode: 6 }, "none needs a reason");
  using warehouse = await warehouseWith(query("-- contributors: none, because it is made up", sum));
  await prepare(
    warehouse.connection,
    query("-- contributors: users", "select month, null as volume, 'volume' as suppressed_columns from extracts.trips"),
  );
  strictEqual((await viewClasses(warehouse.connection)).get("released"), "white");
});
