import { EXIT, UserError } from "../base/user_error.ts";

/** In a system's words: ENOSPC, EDQUOT, EFBIG, and Windows' ERROR_DISK_FULL. */
const REASON = "(?:No space left on device|Disk quota exceeded|File too large|There is not enough space on the disk)";

/** DuckDB takes no more for what does not fit in memory than is free on its disk, and then says this. */
const SPILLED = /^Out of Memory Error: failed to offload data block /;

/**
 * How Deno, Node and DuckDB say that there is no room. Read from a message's beginning, and of DuckDB's only those about a
 * file: others quote values of rows, which can say anything.
 */
const FULL: readonly RegExp[] = [
  new RegExp(String.raw`^${REASON}\.? \(os error \d+\)`),
  /^(?:ENOSPC|EDQUOT|EFBIG): /,
  new RegExp(`^IO Error: [^]*: ${REASON}`),
  new RegExp(
    "^(?:FATAL|TransactionContext) Error: (?:Failed to commit: |Failed to create checkpoint because of error: |IO Error: )*" +
      `Could not (?:write|truncate|fsync) file "[^]*": ${REASON}`,
  ),
  SPILLED,
];

/**
 * Whether an error says that a disk, or somebody's share of it, is full.
 *
 * @example
 * ```ts
 * import { isFullDisk } from "./full_disk.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(isFullDisk(new Error("No space left on device (os error 28)")), true);
 * strictEqual(isFullDisk(new Error("Conversion Error: Could not convert string 'No space left on device'")), false);
 * ```
 */
export function isFullDisk(error: unknown): error is Error {
  return error instanceof Error && !(error instanceof UserError) && FULL.some((form) => form.test(error.message));
}

/**
 * What a user is told about a full disk; any other error is handed back as it is.
 *
 * @param what What could not be written, quoted where it is a path; where left out, what the error names
 * @param rest What to do, and what stands as it did
 *
 * @example
 * ```ts
 * import { explainFullDisk } from "./full_disk.ts";
 * import { strictEqual } from "node:assert/strict";
 * const { message } = explainFullDisk(new Error("No space left on device (os error 28): writefile 'a/b'")) as Error;
 * strictEqual(message.startsWith('Cannot write "a/b" as the disk or its quota is full: '), true);
 * ```
 */
export function explainFullDisk(
  error: unknown,
  what?: string,
  rest = "make room and run again; what was written before is unchanged",
): unknown {
  if (!isFullDisk(error)) return error;
  return new UserError(
    EXIT.failed,
    `Cannot write ${what ?? named(error.message)} as the disk or its quota is full: ${rest}`,
  );
}

function named(message: string): string {
  if (SPILLED.test(message)) return "what a query needs beyond its memory";
  // A copy names both its ends: `copy 'from' -> 'to'`.
  const path = [...message.matchAll(/'([^']+)'|"([^"]+)"/g)].at(-1)?.slice(1).find((part) => part !== undefined);
  return path === undefined ? "its files" : `"${path}"`;
}
