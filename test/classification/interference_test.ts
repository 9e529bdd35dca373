import { deepStrictEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { type Classification, mayShow } from "../../etl/base/classification.ts";
import { queryClassifier } from "../../etl/classify/query_classifier.ts";
import { readTable } from "../../etl/db/read_table.ts";
import { admitQuery } from "../../etl/sql/admit_query.ts";
import { nameError } from "../../etl/sql/name_error.ts";
import { runQuery } from "../../etl/sql/run_query.ts";
import { EXIT, UserError } from "../../etl/base/user_error.ts";
import { warehouseWith } from "../warehouse/fixture.ts";
import { ATTACKS, MACROS } from "./attacks.ts";
import { type Fate, HOSTILE } from "./hostile_queries.ts";
import {
  type AlikeFor,
  fillTables,
  type Published,
  SAME_AMBER,
  SAME_WHITE,
  TRIPS,
  type Trips,
  VIEWS,
  withPublished,
} from "./three_warehouses.ts";

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
    await fillTables(connection, trips);
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

/** All that `sql` tells an audience: its exit code, its message, its answer in no order. */
async function told(
  { connection, classify }: Published,
  audience: Classification,
  sql: string,
): Promise<readonly [exitCode: number, rest: string]> {
  try {
    const result = await runQuery(connection, sql, { audience, classify, timeoutSeconds: 60 });
    const rows = (await Array.fromAsync(result.rows())).map((row) => JSON.stringify(row)).sort();
    return [EXIT.done, JSON.stringify([result.classification, result.columns, rows])];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.exitCode, error.message];
  }
}

/** What an audience is told, where it can tell its warehouses apart by it; else the exit code, which is the same of all. */
async function toldAlike(alike: AlikeFor, audience: keyof AlikeFor, sql: string): Promise<number> {
  const answers = [];
  for (const warehouse of alike[audience]) answers.push(await told(warehouse, audience, sql));
  for (const answer of answers) deepStrictEqual(answer, answers[0], `${audience}: ${sql.slice(0, 200)}`);
  return answers[0]![0];
}

const AUDIENCES = ["white", "amber"] as const;

Deno.test("sql tells no audience what is above it, by answer, exit code or message, whatever is asked", () =>
  withPublished(async (alike) => {
    for (const sql of ATTACKS) {
      for (const audience of AUDIENCES) await toldAlike(alike, audience, sql);
    }
  }));

for (const [kind, rows] of Object.entries(HOSTILE)) {
  Deno.test(`sql gives every query its class, keeps to it, and tells no audience what is above: ${kind}`, () =>
    withPublished(async (alike) => {
      const wrong: string[] = [];
      for (const [sql, fate] of rows) {
        const found = await fateOf(alike.white[0]!, sql);
        if (found !== fate) wrong.push(`${found}, not ${fate}: ${sql.slice(0, 200)}`);
        for (const audience of AUDIENCES) {
          const exit = await toldAlike(alike, audience, sql);
          const isAnswered = found !== "refused" && found !== "wrong" && mayShow(found, audience);
          // What is answered can still fail on a value the audience may see.
          const expected = isAnswered
            ? [EXIT.done, EXIT.wrongUsage]
            : found === "refused" || found === "wrong"
            ? [EXIT.wrongUsage]
            : [EXIT.refusedByClassification];
          if (!expected.some((one) => one === exit)) wrong.push(`exit ${exit} for ${audience}: ${sql.slice(0, 200)}`);
        }
      }
      deepStrictEqual(wrong, []);
    }));
}

async function fateOf({ connection, classify }: Published, sql: string): Promise<Fate> {
  const admitted = await admitQuery(connection, sql, null, classify).catch(() => null);
  if (admitted === null) return "refused";
  return await nameError(connection, admitted) === null ? admitted.classification : "wrong";
}

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
