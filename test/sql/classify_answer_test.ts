import { strictEqual } from "node:assert/strict";
import { classifyAnswer } from "../../etl/sql/classify_answer.ts";
import { openReadOnly } from "../../etl/warehouse/open_warehouse.ts";
import { withWarehouse } from "./sample_warehouse.ts";

Deno.test("classifyAnswer() gives a plan its query's class, and names none", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    const of = (sql: string) => classifyAnswer(warehouse.connection, sql);
    strictEqual(await of("explain select 1"), "white");
    strictEqual(await of("explain analyze from users"), "amber");
    strictEqual(await of("explain (analyze, format json) from users"), "amber");
    strictEqual(await of("describe users"), null);
    strictEqual(await of("summarize users"), "red");
  }));
