import { DamagedError } from "./damaged_error.ts";

/**
 * Converts DuckDB's error about a damaged or truncated database file to a {@linkcode DamagedError}. Returns any other
 * error unchanged. Only the start of a message is matched, because the rest may quote values of rows.
 *
 * @param path The warehouse file that the connection reads
 *
 * @example
 * ```ts
 * import { explainDamage } from "./explain_damage.ts";
 * import { strictEqual } from "node:assert/strict";
 * const error = new Error(
 *   "IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2 in block at location 4096",
 * );
 * strictEqual((explainDamage(error, "a.duckdb") as { exitCode: number }).exitCode, 1);
 * const other = new Error("Parser Error: syntax error");
 * strictEqual(explainDamage(other, "a.duckdb"), other);
 * ```
 */
export function explainDamage(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof DamagedError) return error;
  const damage = damageOf(error.message);
  return damage === null ? error : new DamagedError(path, damage);
}

/** DuckDB repeats its first error after it has closed a database. */
const BEFORE = "^(?:(?:FATAL|TransactionContext|INTERNAL|Serialization|Binder|Catalog) Error: )?" +
  "(?:Failed[^\n]*?: |Failed to [^\n]*?: )?";

const MISMATCH = new RegExp(
  `${BEFORE}IO Error: Corrupt database file: computed checksum \\d+ does not match stored checksum \\d+ in block at ` +
    "location (\\d+)",
);
const CORRUPT = new RegExp(`${BEFORE}IO Error: (?:Corrupt database file|[^\n]*\\bcorrupt)`);
const SHORT = new RegExp(
  `${BEFORE}IO Error: Could not read (?:enough bytes|all \\d+ bytes)[^]*?from location (\\d+)|` +
    `${BEFORE}IO Error: Could not read (?:enough bytes|from file)`,
);
const SERIALIZATION = /^Serialization Error: /;

function damageOf(message: string): string | null {
  const [, block] = MISMATCH.exec(message) ?? [];
  if (block !== undefined) return `its block at byte ${grouped(block)} does not match its checksum`;
  if (SHORT.test(message)) {
    const [, place] = SHORT.exec(message)!;
    return place === undefined
      ? "it is shorter than it was"
      : `it ends before its block at byte ${grouped(place)} is whole`;
  }
  if (CORRUPT.test(message) || SERIALIZATION.test(message)) return "its catalogue cannot be read";
  return null;
}

function grouped(digits: string): string {
  return digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}
