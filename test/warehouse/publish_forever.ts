// Publishes a warehouse over and over, adding the next number each time, until it is killed.
import { publishWarehouse } from "../../etl/warehouse/publish_warehouse.ts";
import { definition } from "./fixture.ts";

const options = {
  clock: () => new Date("2019-08-14T09:00:00Z"),
  extracts: () => Promise.resolve([]),
  definitions: [definition("query", "one", "select 1 as n")],
};
while (true) {
  await publishWarehouse(Deno.args[0]!, options, async (connection) => {
    await connection.run("insert into main.marks select max(n) + 1 from main.marks");
    return true;
  });
  console.log("published");
}
