import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gateQuery } from "../../etl/sql/gate_query.ts";
import { runQuery } from "../../etl/sql/run_query.ts";
import { UserError } from "../../etl/base/user_error.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { withWarehouse } from "./sample_warehouse.ts";

const hash = async (path: string) => createHash("sha256").update(await Deno.readFile(path)).digest("hex");

Deno.test("gateQuery() refuses every way out of the warehouse, in one sentence, when it is asked as a query", () =>
  withWarehouse(async (path, folder) => {
    const secret = join(folder, "secret.csv");
    await Deno.writeTextFile(secret, "name\nhush\n");
    const before = await hash(path);
    const out = join(folder, "out.csv");
    const attacks = [
      // Files
      `select * from read_csv('${secret}')`,
      `select * from read_csv_auto('${secret}')`,
      `select * from read_text('${secret}')`,
      `select * from read_blob('${secret}')`,
      `select * from read_json('${secret}')`,
      `select * from read_json_objects('${secret}')`,
      `select * from read_ndjson('${secret}')`,
      `select * from read_parquet('${secret}')`,
      `select * from parquet_metadata('${secret}')`,
      `select * from read_duckdb('${secret}')`,
      `select * from sniff_csv('${secret}')`,
      `select * from glob('${folder}/*')`,
      `select * from '${secret}'`,
      `from "${secret}"`,
      `select * from system.main.read_text('${secret}')`,
      `FROM "READ_TEXT"($$${secret}$$)`,
      `select (select content from read_text('${secret}'))`,
      `select * from users where user_id in (select content from read_text('${secret}'))`,
      `select * from users, lateral (select * from glob(user_id))`,
      `with secret as (select * from read_text('${secret}')) select * from secret`,
      `with recursive r as (select 1 as n union all select n + 1 from r, read_text('${secret}')) from r`,
      `select 1 union all select content from read_text('${secret}')`,
      `describe select * from read_csv('${secret}')`,
      `summarize select * from read_csv('${secret}')`,
      `explain analyze select * from read_text('${secret}')`,
      `pivot (from read_csv('${secret}')) on name in ('hush')`,
      "select * from read_text('/proc/self/environ')",
      "select getenv('HOME')",
      "select * from read_csv('https://example.org/a.csv')",
      "from 'https://example.org/a.parquet'",
      "from 's3://bucket/a.parquet'",
      "select * from 'http://127.0.0.1:1/a.json'",
      // SQL made up on the way
      `select * from query('select * from read_text(''${secret}'')')`,
      `select * from query_table('${secret}')`,
      `select * from json_execute_serialized_sql(json_serialize_sql('from users'))`,
      // Writing
      `copy users to '${out}'`,
      `copy (select 1) to '${out}'`,
      `explain analyze copy users to '${out}'`,
      `export database '${join(folder, "out")}'`,
      `import database '${folder}'`,
      "create table t (a integer)",
      "create temp table t as from users",
      "create or replace view users as select 1",
      "create secret s (type s3)",
      "insert into ledger.files values (1)",
      "update ledger.files set file_name = 'x'",
      "delete from ledger.files",
      "truncate ledger.files",
      "drop view users",
      "alter view users rename to others",
      "comment on view users is 'x'",
      "with gone as (delete from ledger.files returning *) select * from gone",
      "with new as (insert into ledger.files values (1)) select 1",
      "select * into t from users",
      "merge into ledger.files using users on true when matched then delete",
      "explain analyze create temp table t (a integer)",
      "checkpoint",
      "vacuum",
      // Other databases, extensions, settings
      `attach '${join(folder, "other.duckdb")}'`,
      "detach sample",
      "use memory",
      "install httpfs",
      "load httpfs",
      "set memory_limit = '64GB'",
      "set variable as_of = '2019-01-01'",
      "reset lock_configuration",
      "pragma enable_profiling",
      "pragma database_list",
      "pragma version",
      "call pragma_version()",
      "from enable_profiling()",
      `from enable_profiling(format = 'json', save_location = '${join(folder, "profile.json")}')`,
      `from enable_logging(storage = 'file', storage_path = '${folder}')`,
      "from enable_peg_parser()",
      "from force_checkpoint()",
      "from duckdb_secrets()",
      ".read secret.sql",
      ".shell id",
      ".open other.duckdb",
      // Several statements, and statements kept for later
      "select 1; select 2",
      "select 1; drop view users",
      "select 1 /* ; */; drop view users",
      "drop view users -- select 1",
      "select 1 -- \n; drop view users",
      "/* select 1 */ drop view users",
      "/* /* */ explain select 1 -- */ explain analyze create temp table t (a integer)",
      "explain select 1; drop view users",
      "explain",
      "prepare p as select 1",
      "execute p",
      "begin",
      "begin; select 1; commit",
      // Nothing to run, and values nobody gives
      "",
      "  -- nothing\n",
      ";;",
      "select ?",
      "select $name",
      "select 1\0; drop view users",
    ];
    using warehouse = await openReadOnly(path);
    for (const attack of attacks) {
      await rejects(
        () => runQuery(warehouse.connection, attack, { audience: null, timeoutSeconds: 60 }),
        (error) => {
          ok(error instanceof UserError, `${attack}: ${error}`);
          strictEqual(error.exitCode, 2, attack);
          ok(error.message.startsWith("Cannot run "), `${attack}: ${error.message}`);
          ok(!error.message.includes("hush"), attack);
          return true;
        },
        attack,
      );
    }
    const result = await runQuery(warehouse.connection, "select count(*) from users", {
      audience: null,
      timeoutSeconds: 60,
    });
    deepStrictEqual(await Array.fromAsync(result.rows()), [[3]]);
    strictEqual(await hash(path), before);
    deepStrictEqual((await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name).sort(), [
      "sample.duckdb",
      "secret.csv",
    ]);
  }));

Deno.test("gateQuery() lets every form of reading through", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    for (
      const query of [
        "select 1",
        ";; select 1 ;;",
        "-- why\nselect 1 /* ; drop view users */",
        "(select 1)",
        "values (1), (2)",
        "from users",
        "table users",
        "with one as (from users) from one",
        "with recursive n as (select 1 as a union all select a + 1 from n where a < 3) from n",
        "select user_id from users qualify row_number() over (order by user_id) = 1",
        "pivot users on user_name in ('Ada') using count(*)",
        "unpivot (select 1 as a, 2 as b) on a, b",
        "describe users",
        "describe select 1",
        "show tables",
        "show all tables",
        "summarize users",
        "explain from users",
        "explain analyze from users",
        "explain (analyze, format json) from users",
        "explain (from users)",
        "/* /* nested */ */ explain -- why\n from users",
        "select * from range(3), generate_series(1, 2), unnest([1, 2])",
        "select view_name from duckdb_views()",
        "select * from json_each('[1]')",
        "from histogram(users, actual_volume)",
        "select ';', \"user_id\", $tag$ ; $tag$, e'\\';' from users",
      ]
    ) {
      const { prepare } = await gateQuery(warehouse.connection, query);
      const statement = await prepare();
      await statement.run();
    }
  }));

Deno.test("gateQuery() says how to mend what it refuses", () =>
  withWarehouse(async (path) => {
    using warehouse = await openReadOnly(path);
    const refusal = async (query: string) => {
      const error: Error = await gateQuery(warehouse.connection, query).then(() => new Error("let through"), (e) => e);
      return error.message;
    };
    const only = "sql only reads: one SELECT (or WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN) at a time";
    strictEqual(await refusal("drop view users"), `Cannot run DROP because ${only}`);
    strictEqual(await refusal("select 1; select 2"), `Cannot run 2 statements at once because ${only}`);
    strictEqual(
      await refusal("set variable as_of = date '2019-09-30'"),
      `Cannot run SET because ${only}; use --as-of DATE, or .as-of DATE in the shell`,
    );
    strictEqual(
      await refusal("pivot users on user_name using count(*)"),
      "Cannot run PIVOT without its values: list them, as in PIVOT … ON region IN ('North', 'South')",
    );
    strictEqual(
      await refusal("select * from (pivot users on user_name using count(*))"),
      "Cannot run PIVOT without its values: list them, as in PIVOT … ON region IN ('North', 'South')",
    );
    strictEqual(
      await refusal("from users where user_id = $id"),
      'Cannot run the query because its parameter "id" has no value: write the value into the query',
    );
    strictEqual(
      await refusal("from glob('*')"),
      "Cannot run the query because glob() is not among the table functions sql may call: it reads the warehouse's tables " +
        "and views, not files, settings or SQL made up on the way",
    );
  }));

Deno.test("checkTableFunctions() allows the warehouse's own table macros", async () => {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    const { openPrivate } = await import("../../etl/db/open_warehouse.ts");
    using warehouse = await openPrivate(join(folder, "own.duckdb"));
    await warehouse.connection.run("create macro months(n) as table select range as month from range(n)");
    const result = await runQuery(warehouse.connection, "from Months(2)", { audience: null, timeoutSeconds: 60 });
    deepStrictEqual(await Array.fromAsync(result.rows()), [[0], [1]]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
