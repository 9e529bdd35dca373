import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { CLASSES, type Classification, mayShow } from "../../etl/base/classification.ts";
import { writeAudienceWarehouse } from "../../etl/export/audience_warehouse.ts";
import { classifyQuery } from "../../etl/classify/classify_query.ts";
import { openPrivate, openReadOnly } from "../../etl/db/open_warehouse.ts";
import { quoteIdentifier } from "../../etl/db/quote.ts";
import { readTable } from "../../etl/db/read_table.ts";
import { rows } from "../../etl/db/rows.ts";
import { definition } from "../warehouse/fixture.ts";
import { type Canary, withCanaries } from "./canary_warehouse.ts";
import { findByReading, findInBytes } from "./find_canaries.ts";

const above = (audience: Classification, canaries: readonly Canary[]) =>
  canaries.filter(({ classification }) => !mayShow(classification, audience));
const names = (canaries: readonly Canary[]) => canaries.map(({ place, value }) => `${place} ${value}`);

Deno.test("writeAudienceWarehouse() puts no value above the class into the file", async () => {
  await withCanaries(async (warehouse, canaries, folder) => {
    for (const audience of CLASSES) {
      const path = join(folder, `${audience}.duckdb`);
      await writeAudienceWarehouse(warehouse, path, audience, { compression: "uncompressed" });
      const hidden = above(audience, canaries);
      ok(audience === "red" || hidden.length > 30, `${audience}: ${hidden.length} canaries above it`);
      deepStrictEqual(findInBytes(await Deno.readFile(path), hidden), [], audience);
      deepStrictEqual(await findByReading(path, hidden), [], audience);
    }
    // The search finds what there is: the Red copy holds every canary, in its bytes and to a reader.
    const red = join(folder, "red.duckdb");
    const stored = canaries.filter(({ kind }) => kind !== "date");
    deepStrictEqual(findInBytes(await Deno.readFile(red), stored), names(stored));
    deepStrictEqual(await findByReading(red, canaries), names(canaries));
  });
});

Deno.test("writeAudienceWarehouse() leaves nothing above the class in a file as DuckDB compresses it", async () => {
  await withCanaries(async (warehouse, canaries, folder) => {
    const path = join(folder, "white.duckdb");
    await writeAudienceWarehouse(warehouse, path, "white");
    deepStrictEqual(findInBytes(await Deno.readFile(path), above("white", canaries)), []);
    deepStrictEqual(await findByReading(path, above("white", canaries)), []);
  });
});

const LEAK = "select user_id, actual_volume from stg_csr_variance";
const released = `-- grain: one row per User
-- key: user_id
-- units: requests
-- source: made up
-- classification: white
-- release: nobody decided this
-- contributors: none, as nobody asked
${LEAK}`;

Deno.test("the search finds a leak that a release lets out", async () => {
  await withCanaries(async (warehouse, canaries, folder) => {
    const path = join(folder, "white.duckdb");
    await writeAudienceWarehouse(warehouse, path, "white", { compression: "uncompressed" });
    const leaked = canaries.filter(({ place }) =>
      ["csr_variance.user_id", "csr_variance.actual_volume"].includes(place)
    );
    strictEqual(leaked.length, 10);
    deepStrictEqual(findInBytes(await Deno.readFile(path), above("white", canaries)), names(leaked));
    deepStrictEqual(await findByReading(path, above("white", canaries)), names(leaked));
  }, [definition("query", "leak", released)]);
});

Deno.test("a leaking view without a release is refused before it is published", async () => {
  const leak = definition("query", "leak", released.replace(/-- release.*\n-- contributors.*\n/, ""));
  await rejects(withCanaries(() => Promise.resolve(), [leak]), { exitCode: 6 });
});

Deno.test("writeAudienceWarehouse() refuses a view whose label does not stand, and leaves no file", async () => {
  await withCanaries(async (warehouse, _, folder) => {
    {
      using changed = await openPrivate(warehouse);
      await changed.connection.run(
        "update ledger.column_classes set classification = 'white' where table_name = 'csr_variance_by_user'",
      );
    }
    const path = join(folder, "white.duckdb");
    await rejects(writeAudienceWarehouse(warehouse, path, "white"), {
      exitCode: 6,
      message: /csr_variance_by_user to the white audience: it is labelled white but reads amber content/,
    });
    deepStrictEqual([...Deno.readDirSync(folder)].map((entry) => entry.name), ["warehouse.duckdb"]);
  });
});

Deno.test("writeAudienceWarehouse() leaves out what nobody labelled", async () => {
  await withCanaries(async (warehouse, _, folder) => {
    {
      using changed = await openPrivate(warehouse);
      await changed.connection.run(
        "create view unlabelled as select 1 as one; create table ledger.secret as select 1 as a",
      );
    }
    const path = join(folder, "amber.duckdb");
    const { relations, withheld } = await writeAudienceWarehouse(warehouse, path, "amber");
    deepStrictEqual(relations.filter(({ name }) => name === "unlabelled" || name === "secret"), []);
    ok(withheld.some(({ name, classification }) => name === "unlabelled" && classification === "red"));
  });
});

Deno.test("writeAudienceWarehouse() answers every query as the warehouse does", async () => {
  await withCanaries(async (warehouse, _, folder) => {
    const path = join(folder, "white.duckdb");
    const { relations, withheld } = await writeAudienceWarehouse(warehouse, path, "white");
    using source = await openReadOnly(warehouse, { audience: "white" });
    using copy = await openReadOnly(path);
    for (const { schema, name, columns, classification } of relations) {
      if (name === "column_classes") continue;
      const shown = columns.map((column) => quoteIdentifier(column.name)).join(", ");
      const sql = `select ${shown} from ${quoteIdentifier(schema)}.${quoteIdentifier(name)} order by all`;
      deepStrictEqual(await readTable(copy.connection, sql), await readTable(source.connection, sql), name);
      // A copy says of itself what the warehouse says of it.
      strictEqual(await classifyQuery(copy.connection, sql), classification, name);
    }
    for (const { name } of withheld) await rejects(copy.connection.run(`from ${quoteIdentifier(name)}`), name);
  });
});

Deno.test("writeAudienceWarehouse() keeps a view whose sources it holds as a view, and describes it", async () => {
  await withCanaries(async (warehouse, _, folder) => {
    const path = join(folder, "white.duckdb");
    await writeAudienceWarehouse(warehouse, path, "white");
    using copy = await openReadOnly(path);
    const described = await rows(
      copy.connection,
      `select view_name as name, 'view' as kind, split_part(comment, chr(10), 1) as comment
       from duckdb_views() where view_name = 'breach_streaks'
       union all
       select table_name, 'table', split_part(comment, chr(10), 1)
       from duckdb_tables() where table_name = 'csr_variance_summary'
       order by name`,
    );
    deepStrictEqual(described, [
      {
        name: "breach_streaks",
        kind: "view",
        comment: "grain: one row per reporting month, provider, Region, measure and level (target, minimum)",
      },
      { name: "csr_variance_summary", kind: "table", comment: "grain: one row per reporting month" },
    ]);
    deepStrictEqual(await rows(copy.connection, "select audience, is_synthetic from ledger.marking"), [
      { audience: "white", is_synthetic: true },
    ]);
  });
});
