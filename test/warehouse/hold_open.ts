// A program that is not ours to the warehouse: it opens a file to write, says so, and holds it until its input ends.
import { openPrivate } from "../../etl/db/open_warehouse.ts";

using warehouse = await openPrivate(Deno.args[0]!);
await warehouse.connection.run("select 1");
console.log("held");
for await (const _ of Deno.stdin.readable);
