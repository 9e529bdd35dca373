import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { runQuery } from "../../etl/sql/run_query.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { withWarehouse } from "./sample_warehouse.ts";

const BOUNDS = { audience: null, timeoutSeconds: 60 };

/** A query that takes hours, in pieces DuckDB can stop between. */
const ENDLESS = "select count(*) from range(100000000) a, range(100000) b where (a.range * b.range) % 7 = 3";

/** A query that is one piece of work of some seconds. */
const IN_ONE_PIECE = "select levenshtein(repeat('a', 30000), repeat('b', 30000))";

Deno.test("runQuery() answers with plain values, exact where JSON and people need them exact", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    const result = await runQuery(
      warehouse.connection,
      `select date '2019-07-01' as day, 112.8::decimal(6, 2) as percent, 9007199254740991 as safe,
        9007199254740993 as unsafe, 170141183460469231731687303715884105727::hugeint as huge, 0.1::double as share,
        true as yes, 'x' as text, null::varchar as nothing, timestamp '2019-07-01 10:20:30.5' as at, [1, 2] as list`,
      BOUNDS,
    );
    deepStrictEqual(await Array.fromAsync(result.rows()), [[
      "2019-07-01",
      112.8,
      9007199254740991,
      "9007199254740993",
      "170141183460469231731687303715884105727",
      0.1,
      true,
      "x",
      null,
      "2019-07-01T10:20:30.5",
      "[1, 2]",
    ]]);
    deepStrictEqual(result.columns.filter((column) => column.isNumeric).map((column) => column.name), [
      "percent",
      "safe",
      "unsafe",
      "huge",
      "share",
    ]);
  }));

Deno.test("runQuery() keeps columns of one name apart", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    const result = await runQuery(warehouse.connection, "select 1 as a, 2 as a", BOUNDS);
    strictEqual(new Set(result.columns.map((column) => column.name)).size, 2);
    deepStrictEqual(await Array.fromAsync(result.rows()), [[1, 2]]);
  }));

Deno.test("runQuery() gives as many rows as asked for and knows how many there are", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    const result = await runQuery(warehouse.connection, "from range(5000)", BOUNDS);
    strictEqual(result.rowCount, 5000);
    const rows = await Array.fromAsync(result.rows(2049));
    deepStrictEqual([rows.length, rows[2048]], [2049, [2048]]);
  }));

Deno.test("runQuery() interrupts a query at its time limit, and the connection still answers", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    await rejects(() => runQuery(warehouse.connection, ENDLESS, { audience: null, timeoutSeconds: 0.05 }), {
      exitCode: 1,
      message: "Cannot finish the query within 0.05 s, so it was interrupted: --timeout SECONDS allows more",
    });
    const result = await runQuery(warehouse.connection, "select 1", BOUNDS);
    deepStrictEqual(await Array.fromAsync(result.rows()), [[1]]);
  }));

Deno.test("runQuery() interrupts a query when it is told to", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    const stop = new AbortController();
    const running = runQuery(warehouse.connection, ENDLESS, { ...BOUNDS, signal: stop.signal });
    stop.abort();
    await rejects(running, { exitCode: 1, message: "The query was interrupted" });
    const late = runQuery(warehouse.connection, ENDLESS, { ...BOUNDS, signal: stop.signal });
    await rejects(late, { exitCode: 1, message: "The query was interrupted" });
  }));

Deno.test("runQuery() says when a query does not stop", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    let isStuck = false;
    // Long enough to admit the query, which is then in its one piece of work.
    const bounds = { audience: null, timeoutSeconds: 0.3, graceSeconds: 0.02, onStuck: () => void (isStuck = true) };
    await runQuery(warehouse.connection, IN_ONE_PIECE, bounds).catch(() => {});
    ok(isStuck);
  }));

Deno.test("runQuery() says that memory is short, and the process lives on", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path, { memoryLimit: "20MB" });
    const query = "select list(range) as numbers from range(20000000)";
    await rejects(() => runQuery(warehouse.connection, query, BOUNDS), {
      exitCode: 1,
      message: /^Cannot run the query within its memory limit: .*; select fewer rows or columns, or aggregate$/,
    });
  }));

Deno.test("runQuery() interrupts what grows beyond its memory outside of DuckDB's own limit, and every other bomb", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path, { memoryLimit: "100MB" });
    const bombs: [query: string, message: RegExp][] = [
      ["select count(*) from range(1000000000000)", /^Cannot finish the query within 0\.3 s/],
      ["select count(*) from range(1000000) as a, range(1000000) as b", /^Cannot finish the query within 0\.3 s/],
      ["with recursive r as (select 1 as n union all select n + 1 from r) select count(*) from r", /^Cannot finish/],
      ["select string_agg(repeat('x', 1000000), '') from range(100000)", /^Cannot (finish|run) the query within/],
      ["select list(a.range) from range(100000) as a, range(100000) as b", /^Cannot (finish|run) the query within/],
      ["with recursive r as (select 'x' as s union all select s || s from r) select max(length(s)) from r", /^Cannot /],
    ];
    for (const [bomb, message] of bombs) {
      await rejects(
        () => runQuery(warehouse.connection, bomb, { audience: null, timeoutSeconds: 0.3 }),
        { exitCode: 1, message },
        bomb,
      );
    }
    // A list is a single value, of which DuckDB's own limit knows nothing.
    const growing = { ...BOUNDS, growth: 4_000_000 };
    await rejects(() => runQuery(warehouse.connection, "select range(1000000), range(1000000)", growing), {
      exitCode: 1,
      message: /^Cannot run the query within its memory limit: /,
    });
    const result = await runQuery(warehouse.connection, "select 1", BOUNDS);
    deepStrictEqual(await Array.fromAsync(result.rows()), [[1]]);
  }));

const wrong: readonly (readonly [query: string, message: string])[] = [
  [
    "select *\nfrom usres",
    'Cannot run the query: Table with name usres does not exist!\nDid you mean "users"?\n\n' +
    "LINE 2: from usres\n             ^",
  ],
  [
    "from nowhere",
    "Cannot run the query: Table with name nowhere does not exist!\n`show tables` lists the views\n\n" +
    "LINE 1: from nowhere\n             ^",
  ],
  [
    "select user_nam from users",
    'Cannot run the query: Referenced column "user_nam" not found in FROM clause!\n' +
    'Candidate bindings: "user_name", "user_id", "reporting_month", "actual_volume"\n\n' +
    "LINE 1: select user_nam from users\n               ^",
  ],
  [
    "selec 1",
    'Cannot run the query: syntax error at or near "selec"\n\nLINE 1: selec 1\n        ^',
  ],
  [
    "explain select user_nam from users",
    'Cannot run the query: Referenced column "user_nam" not found in FROM clause!\n' +
    'Candidate bindings: "user_name", "user_id", "reporting_month", "actual_volume"\n\n' +
    "LINE 1: explain select user_nam from users\n                       ^",
  ],
  [
    "select user_name::integer from users where actual_volume = 110",
    "Cannot run the query: a value is not of the type it is cast to; try_cast gives NULL for it " +
    "(the value is withheld)\n\n" +
    "LINE 1: select user_name::integer from users where actual_volume = 110\n                        ^",
  ],
];

for (const [query, message] of wrong) {
  Deno.test(`runQuery() says what is wrong with ${JSON.stringify(query)}, and where`, () =>
    withWarehouse(async (path) => {
      using warehouse = await openReadOnly(path);
      await rejects(() => runQuery(warehouse.connection, query, BOUNDS), { exitCode: 2, message });
    }));
}
