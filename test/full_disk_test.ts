import { match, ok, strictEqual } from "node:assert/strict";
import { explainFullDisk, isFullDisk } from "../etl/files/full_disk.ts";
import { UserError } from "../etl/base/user_error.ts";
import { openPrivate } from "../etl/db/open_warehouse.ts";

/** The messages of Deno 2.9.6 and DuckDB 1.5.5 on a full disk. */
const FULL = [
  "No space left on device (os error 28)",
  "No space left on device (os error 28): writefile 'out/a'",
  "Disk quota exceeded (os error 122): open 'out/a'",
  "There is not enough space on the disk. (os error 112): writefile 'out\\a'",
  "ENOSPC: no space left on device, write",
  'IO Error: Could not write file "a/w.duckdb": No space left on device',
  'IO Error: Could not write to file "a/w.duckdb" - attempted to write 0 bytes: "a": No space left on device',
  'IO Error: Failed to create directory "a/w.duckdb.tmp": No space left on device',
  'IO Error: Checkpoint failed for database "copy". The database has been invalidated. Original error: Could not write ' +
  'file "a/.amber.writing/warehouse.duckdb": No space left on device',
  'TransactionContext Error: Failed to commit: Could not write file "a/w.duckdb.wal": No space left on device',
  'FATAL Error: Failed to create checkpoint because of error: Could not write file "a/w": No space left on device',
  "Out of Memory Error: failed to offload data block of size 96.0 KiB (4.2 MiB/4.2 MiB used).\nThis limit was set by",
];

Deno.test("isFullDisk() recognises the messages of Deno, Node and DuckDB", () => {
  for (const message of FULL) ok(isFullDisk(new Error(message)), message);
});

Deno.test("isFullDisk() ignores the same text as a value of a row in another message", () => {
  for (const value of FULL) {
    for (
      const message of [
        `Conversion Error: Could not convert string '${value}' to INT32`,
        `Conversion Error: Could not convert string "${value}" to DECIMAL(18,3)`,
        `Invalid Input Error: ${value}`,
        `Constraint Error: Duplicate key "user: ${value}" violates primary key constraint`,
        `TransactionContext Error: Failed to commit: PRIMARY KEY or UNIQUE constraint violation: duplicate key "${value}"`,
        `Out of Range Error: Could not write ${value}`,
        `Cannot load "a.csv" because A1 is "${value}"`,
      ]
    ) strictEqual(isFullDisk(new Error(message)), false, message);
  }
});

Deno.test("explainFullDisk() returns an already explained error unchanged", () => {
  const error = new UserError(1, FULL[0]!);
  strictEqual(explainFullDisk(error), error);
});

Deno.test("explainFullDisk() explains that a query has no disk space to spill", async () => {
  const folder = await Deno.makeTempDir();
  try {
    using warehouse = await openPrivate(`${folder}/a.duckdb`, { memoryLimit: "32MB", threads: 1 });
    const { connection } = warehouse;
    await connection.run("set max_temp_directory_size = '100KB'"); // Simulates 100 KB of free space.
    const error = await connection.run("select range::varchar as text from range(2000000) order by text desc")
      .then(() => null, (thrown) => thrown);
    match(
      (explainFullDisk(error) as Error).message,
      /^Cannot write what a query needs beyond its memory because the disk or its quota is full: make room /,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
