import { EXIT, UserError } from "./user_error.ts";

/** How Deno, DuckDB and the system say that there is no room: ENOSPC, EDQUOT and EFBIG. */
const FULL = /No space left|ENOSPC|quota exceeded|EDQUOT|File too large/i;

/**
 * Whether an error says that a disk, or somebody's share of it, is full.
 *
 * @example
 * ```ts
 * import { isFullDisk } from "./full_disk.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(isFullDisk(new Error("No space left on device (os error 28)")), true);
 * strictEqual(isFullDisk(new Error("Permission denied")), false);
 * ```
 */
export function isFullDisk(error: unknown): error is Error {
  return error instanceof Error && !(error instanceof UserError) && FULL.test(error.message);
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
  // A copy names both its ends: `copy 'from' -> 'to'`.
  const path = [...error.message.matchAll(/'([^']+)'|file "([^"]+)"/g)].at(-1)?.slice(1).find((part) =>
    part !== undefined
  );
  const named = what ?? (path === undefined ? "its files" : `"${path}"`);
  return new UserError(EXIT.failed, `Cannot write ${named} as the disk or its quota is full: ${rest}`);
}
