import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { basename, join } from "node:path";
import { openPrivate, openReadOnly } from "../../etl/db/open_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";

/** Runs a test on a small published warehouse in a folder of its own. */
async function withWarehouse(test: (path: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    const path = join(folder, "warehouse.duckdb");
    {
      using warehouse = await openPrivate(path);
      await warehouse.connection.run(`
        create table days as select unnest([date '2019-07-01', date '2019-08-01']) as day;
        create view known as from days where day < coalesce(getvariable('as_of')::date, date '9999-12-30') + interval 1 day;
        checkpoint`);
    }
    await test(path, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openReadOnly() refuses to write, to reach files, and to be opened up", () =>
  withWarehouse(async (path, folder) => {
    const outside = join(folder, "outside.csv");
    await Deno.writeTextFile(outside, "secret\n1\n");
    using warehouse = await openReadOnly(path);
    for (
      const attack of [
        "create table t (a integer)",
        "insert into days values (date '2020-01-01')",
        "drop view known",
        `select * from '${outside}'`,
        `select * from read_csv('${outside}')`,
        `select * from read_text('${outside}')`,
        `select * from glob('${folder}/*')`,
        `copy days to '${join(folder, "out.csv")}'`,
        `export database '${join(folder, "out")}'`,
        `attach '${join(folder, "other.duckdb")}'`,
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set memory_limit = '64GB'",
        `set temp_directory = '${folder}'`,
        "create secret s (type s3)",
        "from 'https://example.org/a.csv'",
        "select * from read_blob('/proc/self/environ')",
        `import database '${folder}'`,
        `set secret_directory = '${folder}'`,
        `set extension_directory = '${folder}'`,
        `set home_directory = '${folder}'`,
        "set allow_unsigned_extensions = true",
        "set custom_extension_repository = 'http://127.0.0.1:1'",
        "update extensions",
      ]
    ) {
      await rejects(() => warehouse.connection.run(attack), Error, attack);
    }
    deepStrictEqual((await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name).sort(), [
      "outside.csv",
      "warehouse.duckdb",
    ]);
  }));

Deno.test("openReadOnly() answers as it was known on a day", () =>
  withWarehouse(async (path) => {
    const known = async (options: { asOf?: string }) => {
      using warehouse = await openReadOnly(path, options);
      return (await rows(warehouse.connection, "from known")).length;
    };
    strictEqual(await known({}), 2);
    strictEqual(await known({ asOf: "2019-07-31" }), 1);
    strictEqual(await known({ asOf: "2019-06-30" }), 0);
  }));

Deno.test("openReadOnly() says what to do when there is no warehouse, a folder, or another file", () =>
  withWarehouse(async (path, folder) => {
    await rejects(() => openReadOnly(`${path}x`), {
      exitCode: 2,
      message: `Cannot open "${path}x" because there is no such file: run \`deno task load\` first`,
    });
    await rejects(() => openReadOnly(folder), { exitCode: 2, message: /it is a folder/ });
    const text = join(folder, "note.txt");
    await Deno.writeTextFile(text, "Not a database. ".repeat(1000));
    await rejects(() => openReadOnly(text), {
      exitCode: 1,
      message: /as a warehouse: .*give another --warehouse FILE$/,
    });
    const table = join(folder, "csr.csv");
    await Deno.writeTextFile(table, "Reporting Month,User ID\n".repeat(1000));
    await rejects(() => openReadOnly(table), {
      exitCode: 1,
      message: `Cannot open "${table}" as a warehouse: it is not a DuckDB database; give another --warehouse FILE`,
    });
  }));

Deno.test("openReadOnly() names the program that holds the file to write", () =>
  withWarehouse(async (path) => {
    const holder = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--config", "deno.json", "test/warehouse/hold_open.ts", path],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const reader = holder.stdout.getReader();
    match(new TextDecoder().decode((await reader.read()).value), /held/);
    await rejects(() => openReadOnly(path), { exitCode: 3, message: new RegExp(`process ${holder.pid}\\)`) });
    await holder.stdin.close();
    await reader.cancel();
    strictEqual((await holder.status).success, true);
  }));

Deno.test("openReadOnly() spills into a folder of its own beside the warehouse, which goes when it closes", () =>
  withWarehouse(async (path, folder) => {
    const names = () => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    {
      using warehouse = await openReadOnly(path, { memoryLimit: "50MB" });
      const [setting] = await rows(warehouse.connection, "select current_setting('temp_directory') as folder");
      const spill = String(setting!.folder);
      ok(spill.startsWith(`${path}.tmp-`));
      // 600,000 texts of 96 letters do not fit into 50 MB.
      await warehouse.connection.run(
        "create temp table texts as select repeat(md5(n::varchar), 3) as t from range(600000) r(n)",
      );
      deepStrictEqual(names(), ["warehouse.duckdb", basename(spill)]);
    }
    deepStrictEqual(names(), ["warehouse.duckdb"]);
  }));
