import type { UserError } from "../base/user_error.ts";
import { unreadable } from "./unreadable.ts";
import type { Workbook } from "./workbook.ts";

/** A spreadsheet file on disk, as the readers are handed it: opened again for each reading, never held open. */
export interface SpreadsheetFile {
  readonly path: string;
  /** Without its folder: what messages call it. */
  readonly name: string;
  readonly format: Workbook["format"];
  /** Size and time of change when it was opened: a reading that meets another has met another file. */
  readonly stamp: string;
}

/**
 * The refusal of a file, naming it and what it was taken for.
 *
 * @example
 * ```ts
 * import { refuse } from "./spreadsheet_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * const file = { path: "inbox/a.ods", name: "a.ods", format: "ods" as const, stamp: "" };
 * strictEqual(refuse(file, "it is damaged").message, 'Cannot read "a.ods" as an .ods workbook: it is damaged');
 * ```
 */
export function refuse(file: SpreadsheetFile, reason: string): UserError {
  const article = file.format === "csv" || file.format === "tsv"
    ? `a .${file.format} table`
    : `an .${file.format} workbook`;
  return unreadable(file.name, article, reason);
}

/** What a refusal of a file says that is written to while it is read. */
export const CHANGED = "it changed while it was read; wait until it is copied or saved, then read it again";

/** The stamp of a file with this size in bytes and this time of change in milliseconds. */
export function fileStamp(size: number, changedAt: number): string {
  return `${size} ${changedAt}`;
}
