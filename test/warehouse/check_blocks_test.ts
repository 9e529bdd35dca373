import { deepStrictEqual, match, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { checkBlocks } from "../../etl/warehouse/check_blocks.ts";
import { DamagedError } from "../../etl/db/damaged_error.ts";
import { openPrivate, openReadOnly } from "../../etl/db/open_warehouse.ts";
import { publishWarehouse } from "../../etl/warehouse/publish_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";

const BLOCK = 262_144;
const HEADERS = 12_288;

/** A database of some blocks, with free ones among them, on its path. */
async function withDatabase(test: (path: string, bytes: Uint8Array) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  const path = join(folder, "a.duckdb");
  try {
    {
      using warehouse = await openPrivate(path);
      const { connection } = warehouse;
      await connection.run("create table kept as select hash(range) as a, range::varchar as b from range(300000)");
      await connection.run("create table gone as select hash(range) as a from range(300000)");
      await connection.run("checkpoint");
      await connection.run("drop table gone");
      await connection.run("force checkpoint");
    }
    await test(path, await Deno.readFile(path));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at]! ^= 0x01;
  return copy;
}

/** Whether any of DuckDB's own reads of the database fails. */
async function duckDbRefuses(path: string): Promise<boolean> {
  try {
    using warehouse = await openReadOnly(path);
    await rows(warehouse.connection, "select count(hash(a)), count(hash(b)) from kept");
    return false;
  } catch (error) {
    strictEqual(error instanceof DamagedError, true, String(error));
    return true;
  }
}

Deno.test("checkBlocks() finds a flipped bit in every header and in each block in use, and nothing else", () =>
  withDatabase(async (path, bytes) => {
    await checkBlocks(path, path);
    const count = (bytes.length - HEADERS) / BLOCK;
    const [size] = await (async () => {
      using warehouse = await openReadOnly(path);
      return await rows(warehouse.connection, "select free_blocks, total_blocks from pragma_database_size()");
    })();
    const places = [0, 20, 4096, 4200, 8192, 12_000];
    for (const place of places) {
      await Deno.writeFile(path, flip(bytes, place));
      await rejects(() => checkBlocks(path, path), DamagedError, `byte ${place}`);
      strictEqual(await duckDbRefuses(path), true, `byte ${place}`);
    }
    let free = 0;
    for (let block = 0; block < count; block++) {
      // In its checksum, in its middle and in its last byte, by turns.
      const at = HEADERS + block * BLOCK + [3, 100_000, BLOCK - 1][block % 3]!;
      await Deno.writeFile(path, flip(bytes, at));
      const isFound = await checkBlocks(path, path).then(() => false, (error) => error instanceof DamagedError);
      if (!isFound) free++;
      strictEqual(isFound || !await duckDbRefuses(path), true, `block ${block}`);
    }
    strictEqual(free, Number(size!.free_blocks) - (Number(size!.total_blocks) - count));
    strictEqual(free > 0, true, "the database has free blocks");
  }));

Deno.test("checkBlocks() and the connection name a file that was cut short", () =>
  withDatabase(async (path, bytes) => {
    for (const length of [100, HEADERS, HEADERS + BLOCK / 2, bytes.length - 2 * BLOCK - 1]) {
      await Deno.writeFile(path, bytes.subarray(0, length));
      await rejects(() => checkBlocks(path, path), DamagedError, `${length} bytes`);
    }
  }));

Deno.test("a damaged block is named with its place and its mend by every kind of connection", () =>
  withDatabase(async (path, bytes) => {
    const damaged = bytes.slice();
    let places = 0;
    for (let at = HEADERS; at < bytes.length; at += BLOCK) {
      await Deno.writeFile(path, flip(bytes, at + 50_000));
      if (await openReadOnly(path).then((warehouse) => warehouse.close(), () => true) === true) continue;
      damaged[at + 50_000]! ^= 0x01;
      places++;
    }
    strictEqual(places > 0, true);
    await Deno.writeFile(path, damaged);
    const mends = (error: unknown) => {
      match(
        (error as Error).message,
        /^Cannot use "[^"]+a\.duckdb" because the file is damaged: its block at byte [\d,]+ does not match its checksum; restore it from its archive with `deno task load --rebuild --warehouse [^`]+a\.duckdb`$/,
      );
      strictEqual((error as DamagedError).exitCode, 1);
      return true;
    };
    using warehouse = await openReadOnly(path);
    const { connection } = warehouse;
    const sql = "select count(hash(a)) from kept";
    await rejects(() => connection.run(sql), mends);
    await rejects(() => connection.runAndReadAll(sql), mends);
    await rejects(() => rows(connection, sql), mends);
    const statement = await connection.prepare(sql);
    await rejects(() => statement.run(), mends);
    const extracted = await (await connection.extractStatements(sql)).prepare(0);
    await rejects(() => extracted.runAndReadAll(), mends);
    using memory = await openPrivate(":memory:", { reads: path });
    await memory.connection.run(`attach '${path}' as published (read_only)`);
    await rejects(() => memory.connection.run("select count(hash(a)) from published.kept"), mends);
  }));

Deno.test("publish() publishes nothing when a block it never reads is damaged, and keeps the bytes", () =>
  withDatabase(async (path) => {
    await Deno.remove(path);
    const options = {
      clock: () => new Date(0),
      extracts: () => Promise.resolve([]),
      definitions: [],
    };
    await publishWarehouse(path, options, async (connection) => {
      await connection.run("create table kept as select hash(range) as a from range(300000)");
      return true;
    });
    const whole = await Deno.readFile(path);
    strictEqual(whole.length > 4 * BLOCK, true);
    const damaged = flip(whole, HEADERS + 2 * BLOCK + 7);
    await Deno.writeFile(path, damaged);
    const work = async (connection: { run(sql: string): Promise<unknown> }) => {
      await connection.run("create table more as select 1 as n");
      return true;
    };
    await rejects(() => publishWarehouse(path, options, work), DamagedError);
    deepStrictEqual(await Deno.readFile(path), damaged);
    await Deno.writeFile(path, whole);
    strictEqual(await publishWarehouse(path, options, work), true);
  }));
