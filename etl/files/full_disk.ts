import { EXIT, UserError } from "../base/user_error.ts";

/** The system's messages for ENOSPC, EDQUOT, EFBIG, and for ERROR_DISK_FULL on Windows. */
const REASON = "(?:No space left on device|Disk quota exceeded|File too large|There is not enough space on the disk)";

/** DuckDB's error when a query spills more data than its disk has free space for. */
const SPILLED = /^Out of Memory Error: failed to offload data block /;

/**
 * The messages of Deno, Node and DuckDB for a full disk.
 *
 * Each expression matches from the beginning of a message. For DuckDB only messages about a file count, because others
 * quote values of rows, which can contain any text.
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
 * Whether an error means that a disk or a user's quota is full.
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
 * Turns an error about a full disk into a {@linkcode UserError}; returns any other error unchanged.
 *
 * @param what The target of the write, quoted when it is a path; by default the path that the error names
 * @param rest The fix, and what is unchanged
 *
 * @example
 * ```ts
 * import { explainFullDisk } from "./full_disk.ts";
 * import { strictEqual } from "node:assert/strict";
 * const { message } = explainFullDisk(new Error("No space left on device (os error 28): writefile 'a/b'")) as Error;
 * strictEqual(message.startsWith('Cannot write "a/b" because the disk or its quota is full: '), true);
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
    `Cannot write ${what ?? targetOf(error.message)} because the disk or its quota is full: ${rest}`,
  );
}

function targetOf(message: string): string {
  if (SPILLED.test(message)) return "what a query needs beyond its memory";
  // The last path is the target, because a failed copy names both paths: `copy 'from' -> 'to'`.
  const path = [...message.matchAll(/'([^']+)'|"([^"]+)"/g)].at(-1)?.slice(1).find((part) => part !== undefined);
  return path === undefined ? "its files" : `"${path}"`;
}
