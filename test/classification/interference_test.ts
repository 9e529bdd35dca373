import { deepStrictEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import type { Classification } from "../../etl/classification.ts";
import { queryClassifier } from "../../etl/warehouse/query_classifier.ts";
import { readTable } from "../../etl/warehouse/read_table.ts";
import { warehouseWith } from "../warehouse/fixture.ts";
import { ATTACKS, MACROS } from "./attacks.ts";

const VIEWS = {
  stg_trips: "select * from extracts.trips",
  // Its answers differ, as it may: no attack reads it but by hiding it behind a name.
  published: `-- classification: white\n-- release: made up\n-- contributors: none, as it is made up
    select month, sum(volume) as volume from stg_trips group by all`,
};

/** Trips by month, region, volume and driver. */
type Trips = readonly (readonly [month: string, region: string, volume: number, driver: string])[];

const TRIPS: Trips = [
  ["2019-06", "North", 10, "Ann"],
  ["2019-07", "North", 20, "Ann"],
  ["2019-07", "North", 20, "Bob"],
  ["2019-07", "South", 30, "Bob"],
];
/** The same months and regions; other volumes and drivers, more rows, another order. */
const SAME_WHITE: Trips = [
  ["2019-07", "South", 5, "Eve"],
  ["2019-06", "North", 11, "Cid"],
  ["2019-07", "North", 99, "Dan"],
  ["2019-07", "South", 6, "Cid"],
  ["2019-06", "North", 7, "3"],
  ["2019-06", "North", 7, "3"],
];
/** The same months, regions and volumes; other drivers, more rows, another order. */
const SAME_AMBER: Trips = [
  ["2019-07", "South", 30, "Zoe"],
  ["2019-06", "North", 10, "Zoe"],
  ["2019-06", "North", 10, "9"],
  ["2019-07", "North", 20, "Yan"],
  ["2019-07", "South", 30, "9"],
  ["2019-07", "South", 30, "9"],
];

/** What a query tells: its columns and rows, in no order, or its error. */
type Ask = (sql: string) => Promise<string>;

interface Asked {
  readonly classify: (sql: string) => Promise<Classification>;
  /** Of a White, or an Amber, query: the warehouses that must give one answer. */
  readonly alike: Readonly<Record<"white" | "amber", readonly Ask[]>>;
}

async function withThree(test: (asked: Asked) => Promise<void>): Promise<void> {
  const open = async (trips: Trips) => {
    const { connection } = await warehouseWith(VIEWS, MACROS);
    await connection.run(
      "insert into extracts.roads values (1, 2, null, 'North', 7), (1, 3, null, 'South', 12), (1, 4, null, 'West', 25)",
    );
    const rows = trips.map(([month, region, volume, driver], index) =>
      `(1, ${index + 2}, date '2019-06-01', date '${month}-01', '${region}', ${volume}, '${driver}')`
    );
    await connection.run(`insert into extracts.trips values ${rows.join(", ")}`);
    const ask: Ask = async (sql) => {
      try {
        const { columns, rows } = await readTable(connection, sql, sql.includes("$1") ? [20] : []);
        return JSON.stringify([columns.map(({ name }) => name), rows.map((row) => JSON.stringify(row)).sort()]);
      } catch (error) {
        return `${error}`;
      }
    };
    return { connection, ask };
  };
  const [first, sameWhite, sameAmber] = [await open(TRIPS), await open(SAME_WHITE), await open(SAME_AMBER)];
  try {
    await test({
      classify: await queryClassifier(first.connection),
      alike: { white: [first.ask, sameWhite.ask, sameAmber.ask], amber: [first.ask, sameAmber.ask] },
    });
  } finally {
    for (const { connection } of [first, sameWhite, sameAmber]) connection.closeSync();
  }
}

/** The answers a query must not tell apart by its class, where it does. */
async function interference({ classify, alike }: Asked, sql: string): Promise<string[]> {
  const classification = await classify(sql);
  if (classification !== "white" && classification !== "amber") return [];
  const answers = new Set(await Promise.all(alike[classification].map((ask) => ask(sql))));
  return answers.size === 1 ? [] : [classification, sql, ...answers];
}

Deno.test("classifyQuery() lets no query tell what is above the class it finds", () =>
  withThree(async (asked) => {
    let telling = 0;
    for (const sql of ATTACKS) {
      deepStrictEqual(await interference(asked, sql), []);
      if (new Set(await Promise.all(asked.alike.white.map((ask) => ask(sql)))).size > 1) telling++;
    }
    // Nearly all of them do tell it to whoever may ask: else the classes would prove nothing.
    ok(telling > 0.75 * ATTACKS.length, `${telling} of ${ATTACKS.length}`);
  }));

/** Mostly what is White, so that there is something to let out. */
const NAMES = [
  "month",
  "region",
  "month",
  "region",
  "month",
  "region",
  "region",
  "volume",
  "volume",
  "driver",
] as const;

/**
 * A SELECT over trips and roads, or over SELECTs, with names from `month`, `region`, `volume` and `driver`. Where it takes
 * the first of some rows it says in which order: what DuckDB hands out first where nobody said is no figure.
 */
const { select } = fc.letrec<{ select: string; source: string }>((tie) => ({
  source: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      "extracts.trips",
      "stg_trips",
      "(select region, 1 as volume from extracts.roads)",
      "(values (1)) as v(volume)",
    ),
    tie("select").map((sql) => `(${sql})`),
  ),
  select: fc.record({
    distinct: fc.constantFrom("distinct ", "distinct ", "distinct ", ""),
    items: fc.array(
      fc.tuple(
        fc.constantFrom(
          "NAME",
          "NAME",
          "NAME",
          "NAME",
          "NAME",
          "1",
          "'x'",
          "max(NAME)",
          "min(NAME)",
          "count(*)",
          "count(distinct NAME)",
          "NAME = 'North'",
          "(select max(NAME))",
          "bool_or(NAME is null)",
        ),
        fc.constantFrom(...NAMES),
        fc.constantFrom(...NAMES),
      ).map(([expression, of, as]) => `${expression.replace("NAME", of)} as ${as}`),
      { minLength: 1, maxLength: 3 },
    ),
    sources: fc.tuple(
      tie("source"),
      fc.option(tie("source"), { nil: null, freq: 1 }),
      fc.constantFrom("cross join", "semi join"),
    ),
    where: fc.constantFrom("", "", "", "", " where volume > 15", " where driver > 'B'", " where region = 'North'"),
    group: fc.constantFrom(
      "",
      "",
      " group by 1",
      " group by all",
      " group by region",
      " group by driver",
      " group by volume",
    ),
    having: fc.constantFrom("", "", "", "", "", "", " having min(region) = 'South'", " having count(*) > 1"),
    end: fc.constantFrom(
      "",
      "",
      "",
      "",
      " order by all limit 1",
      " order by all desc limit 1",
      " order by driver limit 1",
      " order by all offset 1",
    ),
  }).map(({ distinct, items, sources: [one, other, join], where, group, having, end }) =>
    `select ${distinct}${items.join(", ")} from ${one} as a${
      other === null ? "" : ` ${join} ${other} as b${join === "cross join" ? "" : " on true"}`
    }${where}${group}${having}${end}`
  ),
}));

Deno.test("classifyQuery() lets no query made at random tell what is above its class", () =>
  withThree(async (asked) => {
    const seen = { white: 0, amber: 0, green: 0, red: 0 };
    await fc.assert(
      fc.asyncProperty(select, async (sql) => {
        seen[await asked.classify(sql)]++;
        deepStrictEqual(await interference(asked, sql), []);
      }),
      { numRuns: 500, seed: 20190731 },
    );
    ok(seen.white > 50 && seen.amber > 10, JSON.stringify(seen));
  }));
