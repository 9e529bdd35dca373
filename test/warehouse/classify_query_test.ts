import { rejects, strictEqual } from "node:assert/strict";
import { classifyQuery } from "../../etl/classify/classify_query.ts";
import { readTable } from "../../etl/db/read_table.ts";
import { rows } from "../../etl/db/rows.ts";
import { warehouseWith } from "./fixture.ts";

// extracts.trips: month and region are White, volume is Amber, driver is Red. extracts.roads is all White.
const QUERIES = {
  stg_trips: "select * from extracts.trips",
  volumes: "select month, region, sum(volume) as volume from stg_trips group by all",
  published: `-- classification: white\n-- release: totals only, made up\n-- contributors: none, because it is made up
    select month, sum(volume) as volume, count(*) as drivers from stg_trips group by all`,
  raised: "-- classification: amber\nselect region from extracts.roads",
};
const MACROS = {
  busiest: "create macro busiest(place) as (select max(driver) from extracts.trips where region = place)",
  twice: "create macro twice(n) as n * 2",
  share: "create macro share(n) as n / sum(n)",
  share_text: "create macro share_text(n) as concat(share(n), '%')",
  trips_of: "create macro trips_of(place) as table select * from extracts.trips where region = place",
};

/** Each query and its class, worked out by hand. */
const CASES = {
  white: [
    "select 1",
    "select * from extracts.roads",
    "from extracts.roads",
    "select count(*) from extracts.roads",
    "select distinct region from extracts.trips",
    "select region from extracts.trips group by region",
    "select distinct T.REGION from extracts.trips as t",
    "select distinct upper(trim(region)) || '!' as name from stg_trips",
    "with t as (select distinct region, month from stg_trips) select region, max(month) from t group by all",
    "select roads.* from extracts.roads where region in (select distinct region from stg_trips)",
    "select * from published",
    "select volume from published where volume > 10 order by volume limit 1",
    "select file_name, loaded_at from ledger.files",
    "select twice(length) from extracts.roads",
    "select list_transform([length], lambda volume: volume + 1) from extracts.roads",
    "select * from range(3) as numbers(n)",
    "select v.a from (values (1, 2)) as v(a, b)",
    "with recursive n as (select 1 as i union all select i + 1 from n where i < 3) select i from n",
    "with extracts_trips as (select 1 as driver) select driver from extracts_trips",
    "with roads as (select 1 as driver) select driver from roads",
    "select distinct region from (select * exclude (driver, volume) from extracts.trips)",
  ],
  amber: [
    "select volume from (select distinct volume from extracts.trips)",
    "select distinct region from extracts.trips where volume > 10",
    "select region from extracts.trips group by region having max(volume) > 1",
    "select distinct region, max(volume) over (partition by region) from (select distinct region, volume from stg_trips)",
    "select distinct region from extracts.trips order by volume",
    "select length from extracts.roads where length > (select max(volume) from (select distinct volume from stg_trips))",
    "with v(n) as (select distinct volume from stg_trips) select n + 1 from v",
    "with v as (select distinct month, volume as n from stg_trips) select month, n from v",
    "select * from (select distinct volume from stg_trips) union all select length from extracts.roads",
    "select region as volume from extracts.roads union select distinct volume::varchar from extracts.trips",
    "select length from extracts.roads except select distinct volume from extracts.trips",
    "select roads.length from extracts.roads semi join (select distinct region, volume from stg_trips) t on t.volume = roads.length",
    "select distinct case when volume between 1 and 5 then 'few' end as size from extracts.trips",
    "select * from raised",
    "select v from extracts.roads, lateral (select length + w.volume as v from (select distinct volume from stg_trips) w)",
    "with recursive n as (select distinct volume as i from stg_trips union all select i + 1 from n where i < 3) select i from n",
  ],
  red: [
    "select distinct region from (select distinct on (month) month, region from extracts.trips)",
    "select distinct region from (select region from extracts.trips using sample 2 rows (reservoir, 1))",
    ...["union", "except all", "intersect all"].map((operator) =>
      `with top as (select month, max(driver) as driver from extracts.trips group by all)
      select count(*) as n from (select 'Ann' as driver ${operator} select driver from top)`
    ),
    "select * from extracts.trips",
    "select driver from stg_trips",
    "select count(*) from extracts.trips",
    "select region from extracts.trips",
    "select region, sum(1) from extracts.trips group by region",
    "select distinct region, row_number() over () from extracts.trips",
    "select volume from volumes",
    "select t from extracts.trips as t",
    "select exists (select 1 from extracts.trips where driver = 'Ann')",
    "select length from extracts.roads where region in (select region from extracts.trips where driver like 'A%')",
    "select length, (select max(driver) from stg_trips t where t.region = roads.region) from extracts.roads",
    "select columns('reg.*') from extracts.trips",
    "select * replace (1 as volume) from extracts.trips",
    "pivot (select distinct driver, region from extracts.trips) on region using max(driver)",
    "with a as (select * from extracts.trips), b as (select * from a) select min(driver) from b",
    "select busiest('North')",
    "select distinct share(1) from extracts.trips",
    "select distinct share_text(1) from extracts.trips",
    "select distinct region from trips_of('North')",
    "select value from ledger.quarantine",
    // What nobody labelled, and what this project's reader of SQL does not know.
    "select * from information_schema.tables",
    "select * from duckdb_views()",
    "select * from query('select driver from extracts.trips')",
    "select * from read_csv('secret.csv')",
    "select * from extracts.roads natural join extracts.trips",
    "describe extracts.trips",
    "summarize extracts.trips",
    "select * from nowhere",
    // Not SQL, not a SELECT, not one.
    "selec 1",
    "drop table extracts.trips",
    "select 1; select driver from extracts.trips",
    "",
  ],
};

for (const [classification, queries] of Object.entries(CASES)) {
  Deno.test(`classifyQuery() finds ${classification} for queries that read no more and no less`, async () => {
    using warehouse = await warehouseWith(QUERIES, MACROS);
    for (const query of queries) {
      strictEqual(await classifyQuery(warehouse.connection, query), classification, query);
    }
  });
}

Deno.test("classifyQuery() never gives a class to a query DuckDB refuses for another reason than its names", async () => {
  using warehouse = await warehouseWith(QUERIES, MACROS);
  // Each White or Amber case above is one DuckDB runs: else it would prove nothing.
  for (const query of [...CASES.white, ...CASES.amber]) await readTable(warehouse.connection, query);
});

Deno.test("classifyQuery() finds red when a temporary object hides a published one", async () => {
  using warehouse = await warehouseWith(QUERIES, MACROS);
  await warehouse.connection.run("create temp view published as select driver from extracts.trips");
  strictEqual(await classifyQuery(warehouse.connection, "select * from published"), "red");
  strictEqual(await classifyQuery(warehouse.connection, "select * from extracts.roads"), "white");
  await warehouse.connection.run("create temp macro upper(n) as (select max(driver) from extracts.trips)");
  strictEqual(await classifyQuery(warehouse.connection, "select upper(region) from extracts.roads"), "red");
});

Deno.test("classifyQuery() finds red for a table with a column nobody labelled, however few of its columns are read", async () => {
  using warehouse = await warehouseWith(QUERIES, MACROS);
  await warehouse.connection.run("alter table extracts.roads add column toll integer");
  strictEqual(await classifyQuery(warehouse.connection, "select region from extracts.roads"), "red");
  strictEqual(await classifyQuery(warehouse.connection, "select distinct region from extracts.trips"), "white");
});

Deno.test("buildViews() refuses a view that states a class below what it reads, and says how to mend it", async () => {
  const leak = { leak: "-- classification: white\nselect region, volume from extracts.trips" };
  await rejects(() => warehouseWith(leak), {
    exitCode: 6,
    message:
      'Cannot build view leak from queries/leak.sql as white: it reads red content from extracts.trips (red); state "-- classification: red", or record why it may be shown with "-- release: <why>, <where published>"',
  });
  await rejects(() => warehouseWith({ leak: "-- classification: green\nselect * from duckdb_tables()" }), {
    exitCode: 6,
    message: /a source that cannot be told/,
  });
});

Deno.test("buildViews() labels each column of a view by DuckDB's name for it", async () => {
  using warehouse = await warehouseWith({
    mixed: "select distinct region, upper(region), month as m, volume from extracts.trips",
    wider: "select distinct * from mixed",
  });
  for (const view of ["mixed", "wider"]) {
    const labels = await rows(
      warehouse.connection,
      "select column_name as name, classification as class from ledger.column_classes where table_name = $1",
      [view],
    );
    strictEqual(
      labels.map(({ name, class: one }) => `${name}=${one}`).join(", "),
      "region=white, upper(region)=white, m=white, volume=amber, *=amber",
    );
  }
});
