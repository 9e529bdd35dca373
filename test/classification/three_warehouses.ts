import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../../etl/base/classification.ts";
import { openPrivate, openReadOnly, type Warehouse } from "../../etl/db/open_warehouse.ts";
import { type ClassifyTree, treeClassifier } from "../../etl/classify/tree_classifier.ts";
import { prepare } from "../warehouse/fixture.ts";
import { MACROS } from "./attacks.ts";

/** `published` is a release. */
export const VIEWS = {
  stg_trips: "select * from extracts.trips",
  // Its answers differ, as it may: no attack reads it but by hiding it behind a name.
  published: `-- classification: white\n-- release: made up\n-- contributors: none, because it is made up
    select month, sum(volume) as volume from stg_trips group by all`,
};

/** Trips by month, region, volume and driver. */
export type Trips = readonly (readonly [month: string, region: string, volume: number, driver: string])[];

export const TRIPS: Trips = [
  ["2019-06", "North", 10, "Ann"],
  ["2019-07", "North", 20, "Ann"],
  ["2019-07", "North", 20, "Bob"],
  ["2019-07", "South", 30, "Bob"],
];
/** The same months and regions; other volumes and drivers, more rows, another order. */
export const SAME_WHITE: Trips = [
  ["2019-07", "South", 5, "Eve"],
  ["2019-06", "North", 11, "Cid"],
  ["2019-07", "North", 99, "Dan"],
  ["2019-07", "South", 6, "Cid"],
  ["2019-06", "North", 7, "3"],
  ["2019-06", "North", 7, "3"],
];
/** The same months, regions and volumes; other drivers, more rows, another order. */
export const SAME_AMBER: Trips = [
  ["2019-07", "South", 30, "Zoe"],
  ["2019-06", "North", 10, "Zoe"],
  ["2019-06", "North", 10, "9"],
  ["2019-07", "North", 20, "Yan"],
  ["2019-07", "South", 30, "9"],
  ["2019-07", "South", 30, "9"],
];

/** Fills the tables of a warehouse that has both extracts. */
export async function fillTables(connection: DuckDBConnection, trips: Trips): Promise<void> {
  await connection.run(
    "insert into extracts.roads values (1, 2, null, 'North', 7), (1, 3, null, 'South', 12), (1, 4, null, 'West', 25)",
  );
  const rows = trips.map(([month, region, volume, driver], index) =>
    `(1, ${index + 2}, date '2019-06-01', date '${month}-01', '${region}', ${volume}, '${driver}')`
  );
  await connection.run(`insert into extracts.trips values ${rows.join(", ")}`);
}

/** A published warehouse, open for an audience. */
export interface Published extends Warehouse {
  readonly classify: ClassifyTree;
}

/** By audience, published warehouses that differ only in what is above it. */
export type AlikeFor = Readonly<Record<"white" | "amber", readonly Published[]>>;

/** The three warehouses as published files, for the length of a test. */
export async function withPublished(test: (alike: AlikeFor) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  using open = new DisposableStack();
  try {
    const publish = async (folderName: string, trips: Trips) => {
      // The same file name: it is the name of the database.
      const path = join(folder, folderName, "warehouse.duckdb");
      await Deno.mkdir(join(folder, folderName));
      using warehouse = await openPrivate(path);
      await prepare(warehouse.connection, VIEWS, MACROS);
      await fillTables(warehouse.connection, trips);
      await warehouse.connection.run("force checkpoint");
      return path;
    };
    const first = await publish("first", TRIPS);
    const sameWhite = await publish("same-white", SAME_WHITE);
    const sameAmber = await publish("same-amber", SAME_AMBER);
    const openFor = async (audience: Classification, paths: readonly string[]) => {
      const warehouses: Published[] = [];
      for (const path of paths) {
        const warehouse = open.use(await openReadOnly(path, { audience }));
        warehouses.push({ ...warehouse, classify: await treeClassifier(warehouse.connection) });
      }
      return warehouses;
    };
    await test({
      white: await openFor("white", [first, sameWhite, sameAmber]),
      amber: await openFor("amber", [first, sameAmber]),
    });
  } finally {
    open.dispose();
    await Deno.remove(folder, { recursive: true });
  }
}
