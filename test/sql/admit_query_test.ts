import { rejects, strictEqual } from "node:assert/strict";
import { admitQuery } from "../../etl/sql/admit_query.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { withWarehouse } from "./sample_warehouse.ts";

Deno.test("admitQuery() gives names White, a plan of anything that is read Red", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    const of = async (sql: string) => (await admitQuery(warehouse.connection, sql, null)).classification;
    strictEqual(await of("from users"), "amber");
    strictEqual(await of("explain select 1"), "white");
    strictEqual(await of("explain analyze from users"), "red");
    strictEqual(await of("explain (analyze, format json) from users"), "red");
    strictEqual(await of("describe users"), "white");
    strictEqual(await of("summarize users"), "red");
  }));

Deno.test("admitQuery() says what is wrong with a name before it refuses, and nothing of a value", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    const ask = (sql: string) => admitQuery(warehouse.connection, sql, "white");
    await rejects(() => ask("from userz"), { exitCode: 2, message: /Did you mean "users"/ });
    await rejects(() => ask("select nobody from users"), {
      exitCode: 2,
      message: /Referenced column "nobody" not found/,
    });
    await rejects(() => ask("select user_name::integer from users"), { exitCode: 6 });
    await rejects(() => ask("select 'x'::integer from users"), { exitCode: 6 });
    await rejects(() => ask("selec 1"), /syntax error/);
  }));
