import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { views } from "../../etl/notebook/views.ts";
import { readDefinitions } from "../../etl/warehouse/definitions.ts";

Deno.test("views has the name of every query of the project and nothing else", async () => {
  const queries = (await readDefinitions()).filter(({ kind }) => kind === "query").map(({ name }) => name);
  deepStrictEqual(Object.keys(views), queries.sort());
  ok(Object.entries(views).every(([name, value]) => name === value));
  strictEqual(views.month_label, undefined);
  strictEqual("toString" in views, false);
});
