import { strictEqual, throws } from "node:assert/strict";
import { narrowQuery, oneStatement } from "../../etl/workbench/page/narrow_query.ts";

Deno.test("oneStatement() takes one statement that reads, with its semicolon and comments off", () => {
  strictEqual(oneStatement("-- why\nselect ';' as a; -- done"), "-- why\nselect ';' as a");
  strictEqual(oneStatement("(select 1)"), "(select 1)");
  strictEqual(oneStatement("From x;;"), "From x");
});

Deno.test("oneStatement() says what to do instead", () => {
  throws(() => oneStatement("  ; -- nothing"), /Write a query/);
  throws(() => oneStatement("select 1; select 2"), /one query at a time/);
  throws(() => oneStatement("/* from */ attach 'x'"), /only reads.*not ATTACH/);
  throws(() => oneStatement("fromage"), /only reads/);
});

Deno.test("narrowQuery() acts on the first month column and on a Region, and quotes what it is given", () => {
  const columns = [
    { name: "period", kind: "date" },
    { name: "reporting_quarter", kind: "date" },
    { name: "region", kind: "text" },
  ] as const;
  strictEqual(
    narrowQuery("from a", columns, { month: "2019-07", region: "O'Brien", sortBy: { column: 2, isDescending: true } }),
    "select * from (\nfrom a\n) as answer where reporting_quarter = date_trunc('quarter', date '2019-07-01') " +
      "and region = 'O''Brien' order by 2 desc nulls last",
  );
  strictEqual(narrowQuery("from a", [], { month: "2019-07", region: "North", sortBy: null }), "from a");
});
