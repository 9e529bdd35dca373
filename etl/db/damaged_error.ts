import { EXIT, UserError } from "../base/user_error.ts";

/** The default warehouse of `load`. */
const USUAL = "data/warehouse.duckdb";

/**
 * Reports that a warehouse file is damaged, and how to restore it.
 *
 * @example
 * ```ts
 * import { DamagedError } from "./damaged_error.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   new DamagedError("data/warehouse.duckdb", "its block at byte 274,432 does not match its checksum").message,
 *   'Cannot use "data/warehouse.duckdb" because the file is damaged: its block at byte 274,432 does not match its ' +
 *     "checksum; restore it from its archive with `deno task load --rebuild`",
 * );
 * ```
 */
export class DamagedError extends UserError {
  override name = "DamagedError";

  /**
   * @param path The warehouse file
   * @param damage The damage and its place
   */
  constructor(path: string, damage: string) {
    const which = path === USUAL ? "" : ` --warehouse ${/^[\w./-]+$/.test(path) ? path : JSON.stringify(path)}`;
    super(
      EXIT.failed,
      `Cannot use "${path}" because the file is damaged: ${damage}; restore it from its archive with ` +
        `\`deno task load --rebuild${which}\``,
    );
  }
}
