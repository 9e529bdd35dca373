import { match, ok, strictEqual } from "node:assert/strict";
import { explainRefusal } from "../../etl/notebook/explain_refusal.ts";
import { RefusedQuery } from "../../etl/notebook/refused_query.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { withWarehouse } from "../sql/sample_warehouse.ts";

Deno.test("explainRefusal() says what is wrong with a query, and of one that is right that it is above the audience", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    const explain = (sql: string) => explainRefusal(warehouse.connection, sql, "red", "white");
    const wrong: [string, RegExp][] = [
      ["from usres", /^Cannot run the query: Table with name usres does not exist!\nDid you mean "users"\?/],
      ["select volume from users", /^Cannot run the query: Referenced column "volume" not found/],
      ["selec 1", /^Cannot run the query: syntax error at or near "selec"/],
    ];
    for (const [sql, message] of wrong) {
      const error = await explain(sql);
      match(error.message, message);
      strictEqual(error.exitCode, 2);
    }
    for (
      const sql of ["from users", "from users where user_id = $1", "from read_text('/etc/passwd')", "drop view users"]
    ) {
      ok(await explain(sql) instanceof RefusedQuery, sql);
    }
    // It is bound, not run: no value is read, and so none can be said.
    ok(await explain("select user_name::integer from users") instanceof RefusedQuery);
    match((await explain("select (select max(user_name) from users)::integer")).message, /^Cannot show this query/);
  }));
