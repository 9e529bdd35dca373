import { plainText } from "../text/plain_text.ts";
import { explainFullDisk } from "../files/full_disk.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/**
 * A failure of DuckDB as what the analyst reads: DuckDB's own reason, the names it would have understood, and the
 * position in the query. A wrong query is wrong usage (2); a machine too small, a full disk or a damaged file is a
 * failure (1).
 *
 * @example
 * ```ts
 * import { queryError } from "./query_error.ts";
 * import { strictEqual } from "node:assert/strict";
 * const error = queryError(new Error('Binder Error: Referenced column "volum" not found!\nCandidate bindings: "volume"'));
 * strictEqual(error.message, 'Cannot run the query: Referenced column "volum" not found!\nCandidate bindings: "volume"');
 * strictEqual(error.exitCode, 2);
 * ```
 */
export function queryError(thrown: unknown): UserError {
  const error = explainFullDisk(
    thrown,
    undefined,
    "make room, or select fewer rows or columns, and run again; what was written before is unchanged",
  );
  if (error instanceof UserError) return error;
  const text = plainText(error instanceof Error ? error.message : String(error))
    .replace(/^Failed to (?:extract statements|execute prepared statement|prepare): /, "")
    .trimEnd();
  const [, kind = "", reason = text] =
    /^(?:Invalid Input Error: )?([A-Za-z ]+?)(?: Error| exception)?: ([^]*)$/i.exec(text) ?? [];
  if (kind === "Out of Memory") {
    return new UserError(
      EXIT.failed,
      `Cannot run the query within its memory limit: ${firstLine(reason)}; select fewer rows or columns, or aggregate`,
    );
  }
  if (kind === "Permission") {
    return new UserError(
      EXIT.wrongUsage,
      `Cannot run the query because sql reads the warehouse and nothing else: ${firstLine(reason)}`,
    );
  }
  const isOurs = /^(?:INTERNAL|FATAL|IO|Serialization|INTERRUPT)$/i.test(kind);
  return new UserError(isOurs ? EXIT.failed : EXIT.wrongUsage, `Cannot run the query: ${reason}`);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!.replace(/\.$/, "");
}
