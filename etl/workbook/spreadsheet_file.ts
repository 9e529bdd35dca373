import type { UserError } from "../user_error.ts";
import { unreadable } from "./unreadable.ts";
import type { Workbook } from "./workbook.ts";

/** A spreadsheet file on disk, as the readers are handed it: opened again for each reading, never held open. */
export interface SpreadsheetFile {
  readonly path: string;
  /** Without its folder: what messages call it. */
  readonly name: string;
  readonly format: Workbook["format"];
}

/**
 * The refusal of a file, naming it and what it was taken for.
 *
 * @example
 * ```ts
 * import { refuse } from "./spreadsheet_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * const file = { path: "inbox/a.ods", name: "a.ods", format: "ods" as const };
 * strictEqual(refuse(file, "it is damaged").message, 'Cannot read "a.ods" as an .ods workbook: it is damaged');
 * ```
 */
export function refuse(file: SpreadsheetFile, reason: string): UserError {
  const article = file.format === "csv" || file.format === "tsv"
    ? `a .${file.format} table`
    : `an .${file.format} workbook`;
  return unreadable(file.name, article, reason);
}
