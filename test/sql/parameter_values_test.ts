import { deepStrictEqual } from "node:assert/strict";
import { DuckDBConnection } from "@duckdb/node-api";
import { parameterValues } from "../../etl/sql/parameter_values.ts";

Deno.test("parameterValues() gives the newest sixty months, but no part of a longer list of anything else", async () => {
  const connection = await DuckDBConnection.create();
  await connection.run(`create view long as
    select (date '2019-01-01' + to_months(n::integer))::date as reporting_month, printf('U%02d', n) as user_id
    from range(61) as numbers(n)`);
  const columns = ["reporting_month", "user_id"];
  const months = await parameterValues(connection, "long", "month", columns, null);
  deepStrictEqual([months.length, months[0], months.at(-1)], [60, "2024-01", "2019-02"]);
  deepStrictEqual(await parameterValues(connection, "long", "user_id", columns, null), []);
  await connection.run("create view short as from long where user_id < 'U60'");
  deepStrictEqual((await parameterValues(connection, "short", "user_id", columns, null)).length, 60);
  deepStrictEqual(await parameterValues(connection, "short", "audience", columns, null), [
    "white",
    "green",
    "amber",
    "red",
  ]);
  connection.closeSync();
});
