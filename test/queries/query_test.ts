import { deepStrictEqual, notStrictEqual, ok, strictEqual } from "node:assert/strict";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { readDefinitions } from "../../etl/warehouse/definitions.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";
import { queryHeader } from "../../etl/warehouse/query_header.ts";
import { quoteIdentifier } from "../../etl/db/quote.ts";
import { rows } from "../../etl/db/rows.ts";
import { assertAnswer, findCases, loadInputs, setVariables } from "./query_case.ts";

const definitions = await readDefinitions();
const queries = definitions.filter((one) => one.kind === "query");
const headers = new Map(queries.map((query) => [query.name, queryHeader(query.text)]));
const extracts = await allExtracts();
const cases = findCases();

Deno.test("queries answer as derived by hand", async (t) => {
  using warehouse = await openPrivate(":memory:");
  // A reader's limit, not a loader's.
  await warehouse.connection.run("set memory_limit = '1GB'");
  await prepareWarehouse(warehouse.connection, extracts, definitions);
  for (const one of cases) {
    await t.step(`${one.view} answers ${one.name.replaceAll("_", " ")}`, async () => {
      await warehouse.connection.run("begin");
      try {
        await loadInputs(warehouse.connection, one, extracts);
        await setVariables(warehouse.connection, one);
        const key = headers.get(one.view)?.key ?? [];
        await assertAnswer(warehouse.connection, one, key[0] === "none" ? [] : key);
        if (headers.has(one.view)) await assertKey(one.view);
      } finally {
        await warehouse.connection.run("rollback");
      }
    });
  }

  /** The header's key identifies a row, and every part of it is there. */
  async function assertKey(view: string): Promise<void> {
    const key = headers.get(view)!.key;
    if (key[0] === "none") return;
    const columns = key.map(quoteIdentifier);
    const broken = await rows(
      warehouse.connection,
      `select ${columns.join(", ")}, count(*) as row_count from ${quoteIdentifier(view)} group by ${columns.join(", ")}
       having count(*) > 1 or ${columns.map((column) => `${column} is null`).join(" or ")}`,
    );
    deepStrictEqual(broken, [], `${view}: key ${key.join(", ")}`);
  }
});

Deno.test("every query states grain, key, units, source and classification", () => {
  for (const query of queries) {
    const header = headers.get(query.name)!;
    for (const field of ["grain", "units", "source", "classification"] as const) {
      notStrictEqual(header[field], null, `${query.place} lacks a line "-- ${field}:"`);
    }
    ok(header.key.length > 0, `${query.place} lacks a line "-- key:"`);
    strictEqual(
      header.severity !== null,
      query.place.startsWith("queries/checks/"),
      `${query.place}: checks, and only checks, have a line "-- severity:"`,
    );
  }
});

Deno.test("CSR and SR variance are the same query of two reports, but for the least percentage of a User", () => {
  // A table macro would hide from the parsed SQL which report is read, and the class of a view is found from that.
  const body = (name: string) => queries.find((one) => one.name === name)!.text.replace(/^(--.*\n)+/, "");
  const names = queries.map((one) => one.name).filter((name) => name.includes("csr_") && !name.startsWith("stg_"));
  ok(names.includes("csr_variance_summary"));
  for (const csr of names) {
    const sr = csr.replace("csr_", "sr_");
    const least = body(csr).replace("forecast_volume, null)", "forecast_volume, 90)");
    strictEqual(least.replaceAll("csr_", "sr_"), body(sr), `${csr} ~ ${sr}`);
  }
});

Deno.test("every query and macro has a case", () => {
  const tested = new Set(cases.map((one) => one.view));
  const untested = definitions
    .filter((one) => (one.kind === "query" || one.kind === "macro") && !tested.has(one.name))
    .map((one) => one.place);
  deepStrictEqual(untested, []);
  const known = new Set(definitions.map((one) => one.name));
  deepStrictEqual([...tested].filter((view) => !known.has(view) && view !== "observations"), []);
});

Deno.test("every table of the annex is described, column by column", async () => {
  using warehouse = await openPrivate(":memory:");
  await prepareWarehouse(warehouse.connection, extracts, definitions);
  const described = await rows(
    warehouse.connection,
    `select columns.table_name, columns.column_name, views.column_name is not null as is_in_view
     from reference.annex_columns as columns
     left join duckdb_columns() as views
       on views.table_name = columns.table_name and views.column_name = columns.column_name
     where views.column_name is null`,
  );
  deepStrictEqual(described, [], "columns described that their view lacks");
  const tables = (await rows(warehouse.connection, "select table_name from reference.annex_tables")).map((row) =>
    row.table_name
  );
  const views = queries.map((query) => query.name).filter((name) => name.startsWith("annex_"));
  const notTables = ["annex_months", "annex_notes", "annex_periods"];
  deepStrictEqual(tables.toSorted(), views.filter((name) => !notTables.includes(name)).toSorted());
});
