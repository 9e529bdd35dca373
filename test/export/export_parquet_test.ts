import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { mayShow } from "../../etl/base/classification.ts";
import { exportParquet } from "../../etl/export/export_parquet.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";
import { withCanaries } from "./canary_warehouse.ts";
import { findInBytes } from "./find_canaries.ts";

const silent = () => {};

Deno.test("exportParquet() writes what the audience may see, by month", async (t) => {
  await withCanaries(async (warehouse, canaries, folder) => {
    const out = join(folder, "parquet");
    const { files } = await exportParquet(warehouse, out, "white", silent);
    await t.step("with a manifest of its files, and no value above the class in them", async () => {
      const manifest = JSON.parse(await Deno.readTextFile(join(out, "manifest.json")));
      strictEqual(manifest.audience, "white");
      strictEqual(manifest.rows["views/csr_variance_summary"], 1);
      deepStrictEqual(manifest.files, files);
      const hidden = canaries.filter(({ classification }) => !mayShow(classification, "white"));
      for (const { path, sha256, bytes } of files) {
        const content = await Deno.readFile(join(out, path));
        strictEqual(content.length, bytes);
        strictEqual(createHash("sha256").update(content).digest("hex"), sha256, path);
        deepStrictEqual(findInBytes(content, hidden), [], path);
      }
      // Compressed text hides from a search of bytes: read every value as well.
      using session = await openPrivate(":memory:");
      let content = "";
      for (const place of Object.keys(manifest.rows)) {
        const read = `from read_parquet('${join(out, place)}/**/*.parquet', hive_partitioning = false)`;
        content += JSON.stringify(await rows(session.connection, read));
      }
      deepStrictEqual(canaries.filter(({ value }) => content.includes(value)).length, 0);
      const summary = join(out, "views/csr_variance_summary/partition_month=2019-07/part-0.parquet");
      deepStrictEqual(
        await rows(session.connection, `select reporting_month, users from '${summary}'`),
        [{ reporting_month: "2019-07-01", users: 5 }],
      );
      deepStrictEqual(
        await rows(session.connection, `select decode(value) as value from parquet_kv_metadata('${summary}')`),
        [{ value: "White" }],
      );
    });
    await t.step("with every table and view as a Frictionless resource", async () => {
      const described = JSON.parse(await Deno.readTextFile(join(out, "datapackage.json")));
      const summary = described.resources.find((one: { name: string }) => one.name === "csr_variance_summary");
      strictEqual(summary.path, "views/csr_variance_summary/partition_month=2019-07/part-0.parquet");
      deepStrictEqual(summary.schema.primaryKey, ["reporting_month"]);
      deepStrictEqual(summary.schema.fields[0], { name: "reporting_month", type: "date", classification: "white" });
      deepStrictEqual(summary.partitioning, { style: "hive", column: "partition_month", of: "reporting_month" });
      for (const { path } of described.resources) {
        for (const file of [path].flat()) ok((await Deno.stat(join(out, file))).isFile, file);
      }
    });
    await t.step("in the types that pandas, polars, Spark and Power BI all read", async () => {
      using session = await openPrivate(":memory:");
      const found = await rows(
        session.connection,
        `select distinct type || coalesce(' ' || converted_type, '') as type from parquet_schema('${out}/**/*.parquet')
         where num_children is null order by all`,
      );
      // No decimals, no 128 bit or unsigned integers, no lists: not all of them read these, or read them alike.
      const known = ["BOOLEAN", "BYTE_ARRAY UTF8", "DOUBLE", "INT32 DATE", "INT32 INT_32", "INT64 INT_64"];
      deepStrictEqual(
        found.map(({ type }) => String(type)).filter((type) => !/^INT64(?: TIMESTAMP_MICROS)?$/.test(type)),
        known,
      );
    });
    await t.step("with the same bytes again, and over its own folder alone", async () => {
      const second = await exportParquet(warehouse, out, "white", silent);
      deepStrictEqual(second.files, files);
      await Deno.writeTextFile(join(out, "mine.txt"), "mine");
      await rejects(exportParquet(warehouse, out, "white", silent), {
        exitCode: 2,
        message: /holds "mine.txt", which no earlier export wrote/,
      });
      strictEqual(await Deno.readTextFile(join(out, "mine.txt")), "mine");
      deepStrictEqual([...Deno.readDirSync(folder)].map((entry) => entry.name).sort(), ["parquet", "warehouse.duckdb"]);
    });
  });
});
