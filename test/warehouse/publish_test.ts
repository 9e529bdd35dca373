import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { openPrivate, openReadOnly } from "../../etl/db/open_warehouse.ts";
import { type PublishOptions, publishWarehouse } from "../../etl/warehouse/publish_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";
import { definition } from "./fixture.ts";

const OPTIONS: PublishOptions = {
  clock: () => new Date("2019-08-14T09:00:00Z"),
  extracts: () => Promise.resolve([]),
  definitions: [definition("query", "one", "select 1 as n")],
};

/** Work that adds a row to table `marks`. */
const mark = (n: number) => async (connection: DuckDBConnection) => {
  await connection.run("create table if not exists main.marks (n integer)");
  await connection.run("insert into main.marks values ($1)", [n]);
  return true;
};

async function withFolder(test: (path: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await test(join(folder, "warehouse.duckdb"), folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function marks(path: string): Promise<unknown[]> {
  using warehouse = await openReadOnly(path);
  return (await rows(warehouse.connection, "from marks order by n")).map(({ n }) => n);
}

const hash = async (path: string) => createHash("sha256").update(await Deno.readFile(path)).digest("hex");
const names = async (folder: string) => (await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name).sort();

Deno.test("publish() publishes what work wrote, with the views, and leaves nothing beside it", () =>
  withFolder(async (path, folder) => {
    strictEqual(await publishWarehouse(path, OPTIONS, mark(1)), true);
    strictEqual(await publishWarehouse(path, OPTIONS, mark(2)), true);
    deepStrictEqual(await marks(path), [1, 2]);
    using warehouse = await openReadOnly(path);
    deepStrictEqual(await rows(warehouse.connection, "from one"), [{ n: 1 }]);
    deepStrictEqual(await names(folder), ["warehouse.duckdb"]);
  }));

Deno.test("publish() leaves the published bytes when work changed nothing, and makes no file when there was none", () =>
  withFolder(async (path, folder) => {
    strictEqual(await publishWarehouse(path, OPTIONS, () => Promise.resolve(false)), false);
    deepStrictEqual(await names(folder), []);
    await publishWarehouse(path, OPTIONS, mark(1));
    const before = await hash(path);
    strictEqual(await publishWarehouse(path, OPTIONS, () => Promise.resolve(false)), false);
    strictEqual(await hash(path), before);
  }));

Deno.test("publish() brings views up to date although work changed nothing, and keeps the rows", () =>
  withFolder(async (path) => {
    await publishWarehouse(path, OPTIONS, mark(1));
    const definitions = [definition("query", "two", "select 2 as number")];
    strictEqual(await publishWarehouse(path, { ...OPTIONS, definitions }, () => Promise.resolve(false)), true);
    using warehouse = await openReadOnly(path);
    deepStrictEqual(await rows(warehouse.connection, "from two"), [{ number: 2 }]);
    await rejects(() => rows(warehouse.connection, "from one"));
    deepStrictEqual(await marks(path), [1]);
  }));

Deno.test("publish() leaves the published bytes and no debris when work or a definition fails", () =>
  withFolder(async (path, folder) => {
    await publishWarehouse(path, OPTIONS, mark(1));
    const before = await hash(path);
    await rejects(() =>
      publishWarehouse(path, OPTIONS, async (connection) => {
        await mark(2)(connection);
        throw new Error("half way");
      }), /half way/);
    const definitions = [definition("query", "one", "from nowhere")];
    await rejects(() => publishWarehouse(path, { ...OPTIONS, definitions }, mark(3)), { exitCode: 1 });
    strictEqual(await hash(path), before);
    deepStrictEqual(await names(folder), ["warehouse.duckdb"]);
  }));

Deno.test("publish() exits 3 naming the process when another writer is at work, which then ends undisturbed", () =>
  withFolder(async (path, folder) => {
    await publishWarehouse(path, OPTIONS, async (connection) => {
      await rejects(() => publishWarehouse(path, OPTIONS, mark(2)), {
        exitCode: 3,
        message:
          `Cannot write "${path}" because process ${Deno.pid}, since 2019-08-14T09:00:00 is writing it: run again when it has ended`,
      });
      return await mark(1)(connection);
    });
    deepStrictEqual(await marks(path), [1]);
    deepStrictEqual(await names(folder), ["warehouse.duckdb"]);
  }));

Deno.test("publish() takes over what a dead writer left: its lock, its copy and its log", () =>
  withFolder(async (path, folder) => {
    await publishWarehouse(path, OPTIONS, mark(1));
    await Deno.writeTextFile(`${path}.lock`, "process 999999999, since 2019-08-14T08:00:00\n");
    await Deno.writeTextFile(`${path}.next`, "half a copy");
    await Deno.writeTextFile(`${path}.next.wal`, "half a log");
    await Deno.mkdir(`${path}.next.tmp`);
    await publishWarehouse(path, OPTIONS, mark(2));
    deepStrictEqual(await marks(path), [1, 2]);
    deepStrictEqual(await names(folder), ["warehouse.duckdb"]);
  }));

Deno.test("publish() never lets another program's log be replayed into the new warehouse", () =>
  withFolder(async (path, folder) => {
    await publishWarehouse(path, OPTIONS, mark(1));
    const before = await hash(path);
    await Deno.writeTextFile(`${path}.wal`, "changes of somebody else");
    await rejects(() => publishWarehouse(path, OPTIONS, mark(2)), {
      exitCode: 1,
      message: /\.wal" holds changes another program/,
    });
    strictEqual(await hash(path), before);
    deepStrictEqual(await names(folder), ["warehouse.duckdb", "warehouse.duckdb.wal"]);
  }));

Deno.test("publish() lets readers go on with the rows they opened", () =>
  withFolder(async (path) => {
    await publishWarehouse(path, OPTIONS, mark(1));
    using before = await openReadOnly(path);
    await publishWarehouse(path, OPTIONS, mark(2));
    deepStrictEqual(await rows(before.connection, "select count(*) as marks from marks"), [{ marks: 1 }]);
    deepStrictEqual(await marks(path), [1, 2]);
  }));

Deno.test("publish() replaces the file a symbolic link leads to, not the link", () =>
  withFolder(async (path, folder) => {
    await publishWarehouse(path, OPTIONS, mark(1));
    const link = join(folder, "link.duckdb");
    await Deno.symlink(path, link);
    await publishWarehouse(link, OPTIONS, mark(2));
    ok((await Deno.lstat(link)).isSymlink);
    deepStrictEqual(await marks(path), [1, 2]);
  }));

Deno.test("publish() makes the folder of a warehouse that is new", () =>
  withFolder(async (_path, folder) => {
    const path = join(folder, "deep", "er", "warehouse.duckdb");
    await publishWarehouse(path, OPTIONS, mark(1));
    deepStrictEqual(await marks(path), [1]);
  }));

Deno.test("publish() refuses to write over a file that is no warehouse", () =>
  withFolder(async (path, folder) => {
    await Deno.writeTextFile(path, "Somebody's notes. ".repeat(1000));
    const before = await hash(path);
    await rejects(() => publishWarehouse(path, OPTIONS, mark(1)), { exitCode: 1, message: /as a warehouse/ });
    strictEqual(await hash(path), before);
    deepStrictEqual(await names(folder), ["warehouse.duckdb"]);
  }));

Deno.test("publish() leaves a database alone that is not a warehouse", () =>
  withFolder(async (path, folder) => {
    {
      using theirs = await openPrivate(path);
      await theirs.connection.run("create view precious as select 1 as n; checkpoint");
    }
    const before = await hash(path);
    await rejects(() => publishWarehouse(path, OPTIONS, mark(1)), {
      exitCode: 2,
      message: `Cannot write "${path}" because it is a database of another kind: give another --warehouse FILE`,
    });
    strictEqual(await hash(path), before);
    deepStrictEqual(await names(folder), ["warehouse.duckdb"]);
  }));

Deno.test("publish() leaves the warehouse as before or after when killed at any moment, and the next one goes on", () =>
  withFolder(async (path, folder) => {
    await publishWarehouse(path, OPTIONS, mark(0));
    let last = 0;
    for (const delay of [0, 3, 7, 12, 18, 25, 40, 60]) {
      const writer = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "--config", "deno.json", "test/warehouse/publish_forever.ts", path],
        stdout: "piped",
        stderr: "null",
      }).spawn();
      const reader = writer.stdout.getReader();
      match(new TextDecoder().decode((await reader.read()).value), /published/); // The first one is published: writing goes on.
      await new Promise((resolve) => setTimeout(resolve, delay));
      writer.kill("SIGKILL");
      await writer.status;
      await reader.cancel();
      const found = await marks(path);
      deepStrictEqual(found, found.map((_, index) => index), "marks are published one by one, none lost, none twice");
      ok(found.length > last);
      last = found.length;
    }
    await publishWarehouse(path, OPTIONS, mark(last));
    strictEqual((await marks(path)).length, last + 1);
    deepStrictEqual(await names(folder), ["warehouse.duckdb"]);
  }));

Deno.test("publish() says that there is no room, wherever it runs out, and leaves everything as it was", () =>
  withFolder(async (path, folder) => {
    const publishRows = async (rows: number, limit: string) => {
      const { code, stderr } = await new Deno.Command("sh", {
        // XFSZ ignored, a write beyond the limit fails as one on a full disk does, with another number.
        args: [
          ...["-c", `trap "" XFSZ; ulimit -f ${limit}; exec "$@"`, "sh", Deno.execPath()],
          ...["run", "-A", "--no-check", "--config", "deno.json", "test/warehouse/publish_rows.ts", path, `${rows}`],
        ],
        stderr: "piped",
      }).output();
      return { code, message: new TextDecoder().decode(stderr) };
    };
    deepStrictEqual(await publishRows(100_000, "unlimited"), { code: 0, message: "" });
    const before = await hash(path);
    // In blocks of 512 bytes or of 1 KiB: too little for the copy, for the rows, for the commit.
    for (const limit of ["100", "4000", "8000"]) {
      const { code, message } = await publishRows(1_000_000, limit);
      strictEqual(code, 1, limit);
      match(message, /^Cannot write ".*" because the disk or its quota is full: .*; it is unchanged\n$/);
      strictEqual(await hash(path), before);
      deepStrictEqual(await names(folder), ["warehouse.duckdb"]);
    }
  }));

Deno.test("openPrivate() is what the writer's copy is opened with: it can read files, as the loader must", async () => {
  using warehouse = await openPrivate(":memory:");
  const file = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(file, "n\n7\n");
  deepStrictEqual(await rows(warehouse.connection, `from read_csv('${file}')`), [{ n: 7 }]);
  await Deno.remove(file);
});

Deno.test("publish() gives up when its lock is removed by hand, and leaves the one who took it alone", () =>
  withFolder(async (path, folder) => {
    await publishWarehouse(path, OPTIONS, mark(1));
    await rejects(
      () =>
        publishWarehouse(path, OPTIONS, async (connection) => {
          await Deno.remove(`${path}.lock`);
          await publishWarehouse(path, OPTIONS, mark(2)); // As another process would.
          return await mark(3)(connection);
        }),
      { exitCode: 3, message: /because somebody removed ".*\.lock" while it was written/ },
    );
    deepStrictEqual(await marks(path), [1, 2]);
    deepStrictEqual(await names(folder), ["warehouse.duckdb"]);
  }));
