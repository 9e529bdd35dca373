import { deepStrictEqual, rejects } from "node:assert/strict";
import { join } from "node:path";
import { readDefinitions } from "../../etl/warehouse/definitions.ts";
import { createLedger } from "../../etl/warehouse/ledger.ts";
import { loadReference } from "../../etl/warehouse/load_reference.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";

const SCHEMA = "create table reference.levels (code varchar not null, name varchar, level double, since date);";

/** Loads a project whose reference data is these files, and returns its levels. */
async function load(files: Readonly<Record<string, string>>) {
  // The brackets would be a pattern to DuckDB.
  const project = await Deno.makeTempDir({ prefix: "annexa [1]" });
  try {
    await Deno.mkdir(join(project, "data/reference"), { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(join(project, "data/reference", name), text);
    }
    using warehouse = await openPrivate(":memory:");
    await createLedger(warehouse.connection);
    await loadReference(warehouse.connection, await readDefinitions(project));
    await loadReference(warehouse.connection, await readDefinitions(project)); // Anew, not twice the rows.
    return await rows(warehouse.connection, "from reference.levels order by code");
  } finally {
    await Deno.remove(project, { recursive: true });
  }
}

Deno.test("loadReference() matches columns by header, keeps codes as text and reads empty fields as null", async () => {
  deepStrictEqual(
    await load({
      "schema.sql": SCHEMA,
      "levels.csv": 'level,code,since,name\n96.5,4.10,2018-12-01,"A, ""B"""\n,007,,\n',
    }),
    [
      { code: "007", name: null, level: null, since: null },
      { code: "4.10", name: 'A, "B"', level: 96.5, since: "2018-12-01" },
    ],
  );
});

Deno.test("loadReference() accepts a file with a header and no rows", async () => {
  deepStrictEqual(await load({ "schema.sql": SCHEMA, "levels.csv": "code,name,level,since\n" }), []);
});

Deno.test("loadReference() names the file that does not fit its table", async () => {
  const rejected = (files: Readonly<Record<string, string>>, message: RegExp) =>
    rejects(() => load(files), { name: "UserError", exitCode: 1, message });
  const schema = { "schema.sql": SCHEMA };
  await rejected(
    { ...schema, "levels.csv": "code,level\nA,much\n" },
    /^Cannot load data\/reference\/levels\.csv: .*much/,
  );
  await rejected({ ...schema, "levels.csv": "code,nmae\nA,B\n" }, /^Cannot load data\/reference\/levels\.csv: .*nmae/);
  await rejected(
    { ...schema, "levels.csv": "code\nA\n", "other.csv": "a\n1\n" },
    /^Cannot load data\/reference\/other\.csv/,
  );
  await rejected(schema, /^Cannot fill table reference\.levels: write data\/reference\/levels\.csv$/);
  await rejected({ "schema.sql": "create tabel x" }, /^Cannot load data\/reference\/schema\.sql: /);
});
