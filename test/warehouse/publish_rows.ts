// Publishes as many rows as asked, and says how it ended: run with a limit on file sizes, this meets a full disk.
import { UserError } from "../../etl/base/user_error.ts";
import { publishWarehouse } from "../../etl/warehouse/publish_warehouse.ts";
import { definition } from "./fixture.ts";

const [path, count] = Deno.args as [string, string];
const options = {
  clock: () => new Date("2019-08-14T09:00:00Z"),
  extracts: () => Promise.resolve([]),
  definitions: [definition("query", "one", "select 1 as n")],
};
try {
  await publishWarehouse(path, options, async (connection) => {
    await connection.run("begin");
    await connection.run("create or replace table main.numbers as select hash(n) as n from range($1::bigint) as r(n)", [
      count,
    ]);
    await connection.run("commit");
    return true;
  });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  Deno.exitCode = error.exitCode;
}
