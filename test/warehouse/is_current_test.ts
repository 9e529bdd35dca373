import { strictEqual } from "node:assert/strict";
import { isCurrent } from "../../etl/warehouse/is_current.ts";
import { definition, warehouseWith } from "./fixture.ts";

Deno.test("isCurrent() is false when a definition changed, came or went", async () => {
  const [one, two] = [definition("query", "one", "select 1 as a"), definition("query", "two", "select 2 as a")];
  using warehouse = await warehouseWith({ one: one.text, two: two.text });
  const is = (...definitions: Parameters<typeof isCurrent>[1]) => isCurrent(warehouse.connection, definitions);
  strictEqual(await is(one, two), true);
  strictEqual(await is(one), false);
  strictEqual(await is(one, two, definition("query", "three", "select 3 as a")), false);
  strictEqual(await is(one, { ...two, sha256: "another" }), false);
});
